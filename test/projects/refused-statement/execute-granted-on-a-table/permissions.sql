-- 4606: EXECUTE is no right on a table, nor SELECT one on a procedure.
CREATE DATABASE Stock;
GO
USE Stock;
GO
CREATE ROLE pickers;
CREATE TABLE dbo.Shelf (ShelfId int NOT NULL PRIMARY KEY, Pieces int NOT NULL);
GO
CREATE PROCEDURE dbo.Pick @ShelfId int
AS
    UPDATE dbo.Shelf SET Pieces = Pieces - 1 WHERE ShelfId = @ShelfId;
GO
GRANT EXECUTE ON OBJECT::dbo.Shelf TO pickers;
--    ^^^^^^^ error[refused]: 4606
GRANT SELECT ON OBJECT::dbo.Pick TO pickers;
--    ^^^^^^ error[refused]: 4606
GRANT EXECUTE ON OBJECT::dbo.Pick TO pickers;
GO
