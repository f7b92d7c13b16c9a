-- A login takes its users along, so nothing is to be said: who knows which users sales_app has.
USE App;
GO
EXECUTE AS LOGIN = 'sales_app';
SELECT o.OrderId, s.Pieces FROM dbo.Orders AS o JOIN Stock.dbo.Shelf AS s ON s.ItemId = o.ItemId;
SELECT client_net_address FROM sys.dm_exec_connections;
USE Stock;
SELECT ItemId, Pieces FROM dbo.Shelf;
USE App;
REVERT;
GO
