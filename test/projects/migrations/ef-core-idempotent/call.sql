USE shop;
GO
EXECUTE AS USER = 'clerk';
EXEC dbo.Report;
SELECT Id FROM dbo.Orders;
--             ^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT;
GO
