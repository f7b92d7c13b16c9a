-- Procedure and view are dbo's, the table behind the view is not: the chain breaks one link further down.
--# session: login=sa db=master
CREATE DATABASE Margin;
GO
USE Margin;
GO
CREATE USER costing WITHOUT LOGIN;
CREATE USER seller WITHOUT LOGIN;
GO
CREATE SCHEMA costs AUTHORIZATION costing;
GO
CREATE TABLE costs.Purchase (Sku varchar(30) NOT NULL, Price money NOT NULL);
GO
CREATE VIEW dbo.PurchasePrices
AS
    SELECT Sku, Price FROM costs.Purchase;
GO
CREATE PROCEDURE dbo.ShowMargin @Sku varchar(30)
AS
    SELECT Price FROM dbo.PurchasePrices WHERE Sku = @Sku;
--                    ^^^^^^^^^^^^^^^^^^ error[permission-denied]: Purchase
GO
GRANT EXECUTE ON OBJECT::dbo.ShowMargin TO seller;
GO
EXECUTE AS USER = 'seller';
EXEC dbo.ShowMargin @Sku = 'A-100';
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
