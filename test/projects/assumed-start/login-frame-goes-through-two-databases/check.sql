-- Nobody says in which database the connection begins. REVERT is refused unless it was Archive.
EXECUTE AS LOGIN = 'auditor';
USE Sales;
SELECT COUNT(*) AS Orders FROM dbo.Orders;
USE Archive;
SELECT COUNT(*) AS OldOrders FROM dbo.Orders;
REVERT;
GO
