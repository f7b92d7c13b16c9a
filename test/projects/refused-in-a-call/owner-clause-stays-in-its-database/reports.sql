-- dbo here, nobody there: both databases belong to sa, and still the owner's frame does not leave its database.
--# session: login=sa db=master
CREATE LOGIN report_app WITH PASSWORD = 'Report#App#7';
CREATE DATABASE Sales;
CREATE DATABASE SalesArchive;
GO
USE SalesArchive;
GO
CREATE TABLE dbo.Orders2020 (OrderId int NOT NULL, Total money NOT NULL);
GO
USE Sales;
GO
CREATE USER report_app FOR LOGIN report_app;
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
CREATE PROCEDURE dbo.AllOrders
WITH EXECUTE AS OWNER
AS
BEGIN
    SELECT OrderId, Total FROM dbo.Orders;
    SELECT OrderId, Total FROM SalesArchive.dbo.Orders2020;
--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[cross-db-in-sandbox]: Msg 916
END;
GO
GRANT EXECUTE ON OBJECT::dbo.AllOrders TO report_app;
GO
--# session: login=report_app db=Sales
EXEC dbo.AllOrders;
GO
