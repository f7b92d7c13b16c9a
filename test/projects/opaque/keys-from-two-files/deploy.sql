-- The certificate comes from the key store on both sides, once from the share and once from a local copy.
CREATE LOGIN archive_agent WITH PASSWORD = 'Agent#Pw#12';
CREATE DATABASE Shop;
CREATE DATABASE Archive;
GO
USE Archive;
GO
CREATE TABLE dbo.OldOrders (OrderId int NOT NULL, Total money NOT NULL);
CREATE USER archive_agent FOR LOGIN archive_agent;
GRANT SELECT ON OBJECT::dbo.OldOrders TO archive_agent;
CREATE CERTIFICATE ShopSign FROM FILE = N'D:\local_keys\shop_sign.cer';
CREATE USER ShopSign FROM CERTIFICATE ShopSign;
GRANT AUTHENTICATE TO ShopSign;
GO
USE Shop;
GO
CREATE USER archive_agent FOR LOGIN archive_agent;
GO
CREATE PROCEDURE dbo.OldOrders
WITH EXECUTE AS 'archive_agent'
AS
    SELECT OrderId, Total FROM Archive.dbo.OldOrders;
GO
CREATE CERTIFICATE ShopSign FROM FILE = N'\\keys\shop\shop_sign.cer'
    WITH PRIVATE KEY (FILE = N'\\keys\shop\shop_sign.pvk', DECRYPTION BY PASSWORD = 'Store#1', ENCRYPTION BY PASSWORD = 'Shop#1');
ADD SIGNATURE TO OBJECT::dbo.OldOrders BY CERTIFICATE ShopSign WITH PASSWORD = 'Shop#1';
GO
EXEC dbo.OldOrders;
GO
