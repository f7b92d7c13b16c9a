USE shop;
GO
GRANT CONTROL ON SCHEMA::dbo TO clerk;
DROP TABLE dbo.Orders;
GO
