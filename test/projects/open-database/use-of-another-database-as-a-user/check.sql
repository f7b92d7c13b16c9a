-- App and Stock are databases of a server that no script describes.
USE App;
GO
EXECUTE AS USER = 'clerk';
SELECT OrderId, Total FROM dbo.Orders;
USE Stock;
--  ^^^^^ information[use-in-sandbox]: unless
SELECT ItemId, Pieces FROM dbo.Shelf;
USE App;
REVERT;
GO
