USE Inventory;
GO
GRANT SELECT ON OBJECT::dbo.Item TO stock_readers;
ALTER ROLE stock_readers ADD MEMBER counter;
GO
EXECUTE AS USER = 'counter';
SELECT ItemId, Name FROM dbo.Item;
SELECT ItemId, Pieces FROM dbo.StockLevel;
REVERT;
GO
