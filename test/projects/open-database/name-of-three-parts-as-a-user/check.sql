USE App;
GO
EXECUTE AS USER = 'clerk';
SELECT o.OrderId, s.Pieces FROM dbo.Orders AS o JOIN Stock.dbo.Shelf AS s ON s.ItemId = o.ItemId;
--                                                   ^^^^^^^^^^^^^^^ information[cross-db-in-sandbox]: unless
REVERT;
GO
