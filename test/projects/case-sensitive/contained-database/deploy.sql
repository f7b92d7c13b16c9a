-- A contained database compares its names without capitals, whatever its collation is; texts follow it.
CREATE DATABASE Shop CONTAINMENT = PARTIAL COLLATE Latin1_General_CS_AS;
GO
USE Shop;
GO
CREATE USER Clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (Id int);
GRANT SELECT ON dbo.orders TO clerk;
GO
EXECUTE AS USER = 'CLERK';
SELECT Id FROM dbo.ORDERS;
IF USER_NAME() = N'clerk' SELECT Id FROM dbo.NotThere;
REVERT;
GO
