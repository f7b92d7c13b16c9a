-- A search procedure for the whole department. It works for its author, who is dbo.
CREATE DATABASE Sales;
GO
USE Sales;
GO
CREATE ROLE readers;
CREATE TABLE dbo.Sales (SaleId int IDENTITY PRIMARY KEY, Region varchar(20) NOT NULL, Amount money NOT NULL);
GO
CREATE PROCEDURE dbo.SearchSales @Region varchar(20) = NULL
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @sql nvarchar(max) = N'SELECT SaleId, Region, Amount FROM dbo.Sales WHERE Region = @Region';
    EXEC sys.sp_executesql @sql, N'@Region varchar(20)', @Region = @Region;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: readers
END;
GO
GRANT EXECUTE ON OBJECT::dbo.SearchSales TO readers;
GO
