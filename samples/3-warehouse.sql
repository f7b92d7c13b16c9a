-- The second database.
--# session: login=sa db=Warehouse

USE Warehouse;
GO
CREATE TABLE dbo.Stock (Item nvarchar(100) PRIMARY KEY, Pieces int);
GO
GRANT SELECT ON OBJECT::dbo.Stock TO stock_readers;
GO
CREATE PROCEDURE dbo.TakeFromStock @Item nvarchar(100)
WITH EXECUTE AS 'wanda'
AS
    UPDATE dbo.Stock SET Pieces = Pieces - 1 WHERE Item = @Item;
GO
GRANT UPDATE, SELECT ON OBJECT::dbo.Stock TO wanda;
GRANT EXECUTE ON OBJECT::dbo.TakeFromStock TO stock_readers;
GO
