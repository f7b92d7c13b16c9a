-- The procedure is deployed into App, which stands on the server already.
USE App;
GO
CREATE PROCEDURE dbo.StockOfOrder @OrderId int
WITH EXECUTE AS 'stock_reader'
AS
BEGIN
    SET NOCOUNT ON;
    SELECT ItemId FROM dbo.OrderLine WHERE OrderId = @OrderId;
    SELECT ItemId, Pieces FROM Stock.dbo.Shelf;
--                             ^^^^^^^^^^^^^^^ information[cross-db-in-sandbox]: unless
END;
GO
GRANT EXECUTE ON OBJECT::dbo.StockOfOrder TO tills;
GO
