-- Runs again and again: what is there already stays as it is.
IF DB_ID(N'Inventory') IS NULL
    CREATE DATABASE Inventory;
GO
USE Inventory;
GO
IF OBJECT_ID(N'dbo.Item', N'U') IS NULL
    CREATE TABLE dbo.Item (ItemId int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL);
GO
