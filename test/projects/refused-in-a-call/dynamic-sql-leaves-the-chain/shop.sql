-- EXECUTE is granted, dbo owns procedure and table, and still the clerk is refused: the search is dynamic SQL.
--# session: login=sa db=master
CREATE LOGIN anna WITH PASSWORD = 'Anna#Password#1';
GO
CREATE DATABASE Shop;
GO
USE Shop;
GO
CREATE USER anna FOR LOGIN anna;
CREATE ROLE clerks;
ALTER ROLE clerks ADD MEMBER anna;
CREATE TABLE dbo.Orders (OrderId int IDENTITY PRIMARY KEY, Customer nvarchar(100) NOT NULL, Total money NOT NULL);
GO
CREATE PROCEDURE dbo.SearchOrders @Customer nvarchar(100)
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @sql nvarchar(max) = N'SELECT OrderId, Customer, Total FROM dbo.Orders WHERE 1 = 1';
    SET @sql += N' AND Customer LIKE @Customer';
    EXEC sys.sp_executesql @sql, N'@Customer nvarchar(100)', @Customer = @Customer;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[permission-denied]: Msg 229
END;
GO
GRANT EXECUTE ON OBJECT::dbo.SearchOrders TO clerks;
GO

-- what the till does in the morning
--# session: login=anna db=Shop
EXEC dbo.SearchOrders @Customer = N'Bright%';
GO
