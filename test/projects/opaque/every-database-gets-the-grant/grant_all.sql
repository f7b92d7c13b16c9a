-- The reader gets SELECT in every database of the server.
CREATE LOGIN reader WITH PASSWORD = 'Reader#Pw#77';
CREATE DATABASE Shop;
GO
USE Shop;
GO
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
EXEC sys.sp_MSforeachdb N'IF DB_ID(N''?'') > 4 BEGIN USE [?]; IF USER_ID(N''reader'') IS NULL CREATE USER reader FOR LOGIN reader; ALTER ROLE db_datareader ADD MEMBER reader; END';
GO
EXECUTE AS LOGIN = 'reader';
GO
SELECT OrderId, Total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
