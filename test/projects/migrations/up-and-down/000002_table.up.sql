USE shop;
GO
CREATE TABLE dbo.Orders (id int NOT NULL);
EXECUTE AS USER = 'clerk';
SELECT id FROM dbo.Orders;
--             ^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT;
GO
