USE shop;
GO
EXECUTE AS USER = 'clerk';
SELECT id FROM dbo.Orders;
REVERT;
GO
