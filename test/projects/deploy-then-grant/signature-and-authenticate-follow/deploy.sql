-- The shop looks up old orders in Archive. Instead of TRUSTWORTHY: the procedure is signed, and the certificate's user in
-- Archive holds AUTHENTICATE, so Archive believes the frame of the EXECUTE AS clause.
USE master;
GO
CREATE LOGIN archive_agent WITH PASSWORD = 'Long#Agent#Password1';
GO
CREATE DATABASE Shop;
CREATE DATABASE Archive;
GO
USE Archive;
GO
CREATE TABLE dbo.OldOrders (OrderId int NOT NULL PRIMARY KEY, CustomerId int NOT NULL, Total money NOT NULL);
CREATE USER archive_agent FOR LOGIN archive_agent;
GRANT SELECT ON OBJECT::dbo.OldOrders TO archive_agent;
GO
USE Shop;
GO
CREATE USER archive_agent FOR LOGIN archive_agent;
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.OrderHistory @CustomerId int
WITH EXECUTE AS 'archive_agent'
AS
    SELECT OrderId, Total FROM Archive.dbo.OldOrders WHERE CustomerId = @CustomerId;
GO
GRANT EXECUTE ON OBJECT::dbo.OrderHistory TO clerk;
GO
CREATE CERTIFICATE OrderHistorySign ENCRYPTION BY PASSWORD = 'Sign#Me#1' WITH SUBJECT = 'Signs dbo.OrderHistory';
--                 ^^^^^^^^^^^^^^^^ warning[private-key-kept]
ADD SIGNATURE TO OBJECT::dbo.OrderHistory BY CERTIFICATE OrderHistorySign WITH PASSWORD = 'Sign#Me#1';
BACKUP CERTIFICATE OrderHistorySign TO FILE = 'D:\keys\OrderHistorySign.cer';
GO
USE Archive;
GO
CREATE CERTIFICATE OrderHistorySign FROM FILE = 'D:\keys\OrderHistorySign.cer';
CREATE USER OrderHistorySign FROM CERTIFICATE OrderHistorySign;
GRANT AUTHENTICATE TO OrderHistorySign;
GO

-- demo
USE Shop;
GO
EXECUTE AS USER = 'clerk';
EXEC dbo.OrderHistory @CustomerId = 4711;
REVERT;
GO
