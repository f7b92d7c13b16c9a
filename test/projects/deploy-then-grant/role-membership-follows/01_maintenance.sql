-- Index maintenance for the application team. The procedure runs as maint_user.
CREATE DATABASE Orders;
GO
USE Orders;
GO
CREATE USER maint_user WITHOUT LOGIN;
CREATE TABLE dbo.OrderLine (OrderLineId int NOT NULL CONSTRAINT PK_OrderLine PRIMARY KEY, Sku varchar(30) NOT NULL);
CREATE INDEX IX_OrderLine_Sku ON dbo.OrderLine (Sku);
GO
CREATE PROCEDURE dbo.RebuildOrderLine
WITH EXECUTE AS 'maint_user'
AS
BEGIN
    ALTER INDEX ALL ON dbo.OrderLine REBUILD;
    UPDATE STATISTICS dbo.OrderLine WITH FULLSCAN;
END;
GO
