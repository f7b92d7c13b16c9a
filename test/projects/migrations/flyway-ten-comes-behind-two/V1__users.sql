USE shop;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (id int NOT NULL);
GRANT SELECT ON dbo.Orders TO clerk;
GO
