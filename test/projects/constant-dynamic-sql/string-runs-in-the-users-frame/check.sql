-- The frame goes into the string with it.
CREATE DATABASE Shop;
CREATE DATABASE Archive;
GO
USE Archive;
GO
CREATE TABLE dbo.OldOrders (OrderId int NOT NULL, Total money NOT NULL);
GO
USE Shop;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk';
GO
EXEC (N'SELECT OrderId, Total FROM Archive.dbo.OldOrders');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[cross-db-in-sandbox]: 916
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
