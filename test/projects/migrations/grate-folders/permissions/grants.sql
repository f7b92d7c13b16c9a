USE shop;
GO
GRANT EXECUTE ON dbo.Report TO clerk;
GO
EXECUTE AS USER = 'clerk';
EXEC dbo.Report;
SELECT id FROM dbo.Orders;
--             ^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT;
GO
