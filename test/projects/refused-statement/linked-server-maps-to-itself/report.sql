-- Every login goes to the other server as itself; an impersonated one cannot.
CREATE LOGIN reporter WITH PASSWORD = 'Reporter#2027', CHECK_POLICY = OFF;
EXEC sp_addlinkedserver 'BRANCH';
EXEC sp_addlinkedsrvlogin 'BRANCH', 'true';
GO
EXECUTE AS LOGIN = 'reporter';
SELECT Total FROM BRANCH.Sales.dbo.Day;
--                ^^^^^^^^^^^^^^^^^^^^ error[refused]: 7437
REVERT;
GO
