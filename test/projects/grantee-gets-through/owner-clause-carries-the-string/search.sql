-- The string leaves the chain, and the clause makes up for it: the string runs as dbo.
CREATE DATABASE Catalogue;
GO
USE Catalogue;
GO
CREATE USER web WITHOUT LOGIN;
CREATE ROLE readers;
ALTER ROLE readers ADD MEMBER web;
CREATE TABLE dbo.Product (ProductId int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL, Price money NOT NULL);
GO
CREATE PROCEDURE dbo.SearchProduct @Name nvarchar(100), @MaxPrice money = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @sql nvarchar(max) = N'SELECT ProductId, Name, Price FROM dbo.Product WHERE Name LIKE @Name';
    IF @MaxPrice IS NOT NULL
        SET @sql += N' AND Price <= @MaxPrice';
    EXEC sys.sp_executesql @sql, N'@Name nvarchar(100), @MaxPrice money', @Name, @MaxPrice;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[opaque-under-impersonation]
END;
GO
CREATE PROCEDURE dbo.EmptyProduct
WITH EXECUTE AS OWNER
AS
    TRUNCATE TABLE dbo.Product;
GO
GRANT EXECUTE ON OBJECT::dbo.SearchProduct TO readers;
GRANT EXECUTE ON OBJECT::dbo.EmptyProduct TO web;
GO
