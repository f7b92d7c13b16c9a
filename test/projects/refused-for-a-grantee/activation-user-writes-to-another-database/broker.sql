-- Works when called by hand. Activated by the queue it runs as stock_pump, and stock_pump ends at the border of Shop.
CREATE DATABASE Shop;
CREATE DATABASE Warehouse;
GO
USE Warehouse;
GO
CREATE TABLE dbo.Picking (PickingId int IDENTITY PRIMARY KEY, OrderId int NOT NULL);
GO
USE Shop;
GO
CREATE USER stock_pump WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.PumpStock
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO Warehouse.dbo.Picking (OrderId) VALUES (1);
--              ^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: stock_pump
END;
GO
GRANT EXECUTE ON OBJECT::dbo.PumpStock TO stock_pump;
GO
CREATE QUEUE dbo.StockQueue
    WITH STATUS = ON,
         ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.PumpStock, MAX_QUEUE_READERS = 1, EXECUTE AS 'stock_pump');
--       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[activation-sandbox]: as 'stock_pump'
CREATE SERVICE StockService ON QUEUE dbo.StockQueue ([DEFAULT]);
GO
