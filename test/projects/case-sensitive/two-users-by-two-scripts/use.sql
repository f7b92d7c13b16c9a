USE Strict;
GO
GRANT SELECT ON dbo.Orders TO Clerk;
GO
EXECUTE AS USER = 'Clerk';
SELECT Id FROM dbo.Orders;
REVERT;
GO
EXECUTE AS USER = 'clerk';
SELECT Id FROM dbo.Orders;
--             ^^^^^^^^^^ error[permission-denied]: 229
REVERT;
GO
