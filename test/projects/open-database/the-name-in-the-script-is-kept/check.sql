-- Nobody declares till_user; the message names him all the same.
USE App;
GO
EXECUTE AS USER = N'till_user';
SELECT ItemId, Pieces FROM Stock.dbo.Shelf;
--                         ^^^^^^^^^^^^^^^ information[cross-db-in-sandbox]: till_user
REVERT;
GO
