-- Clerks read the table through the chain: both belong to dbo.
CREATE PROCEDURE dbo.ListOrders
AS
SELECT OrderId, Total FROM dbo.Orders;
