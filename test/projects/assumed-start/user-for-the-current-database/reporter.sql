-- To be run in every database that the reports read: open a window there, then F5.
CREATE USER reporter FOR LOGIN reporter;
ALTER ROLE report_readers ADD MEMBER reporter;
EXEC sp_addrolemember N'db_datareader', N'reporter';
GRANT SELECT ON OBJECT::dbo.Orders TO reporter;
GRANT EXECUTE ON SCHEMA::reports TO reporter;
DENY SELECT ON OBJECT::dbo.Salary TO reporter;
DROP USER old_reporter;
GO
EXECUTE AS USER = 'reporter';
SELECT COUNT(*) AS Orders FROM dbo.Orders;
REVERT;
GO
