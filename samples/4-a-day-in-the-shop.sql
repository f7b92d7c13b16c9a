-- The web shop serves its users. Hover over the statements, or run "T-SQL: Simulate as Login..." on this file.
--# session: login=shop_app db=Shop

-- The application speaks for Anna.
EXECUTE AS USER = 'anna';
    EXECUTE dbo.PlaceOrder @Customer = N'Ms Bright', @Total = 12.50;
    EXECUTE dbo.WhoAmI;
    SELECT Total FROM dbo.Orders;          -- refused: the till may only go through the modules
REVERT;

-- Now for Omar, with a cookie, so that nobody but us can go back.
DECLARE @cookie varbinary(8000);
EXECUTE AS USER = 'omar' WITH COOKIE INTO @cookie;
    SELECT Customer, Total FROM dbo.Orders;
REVERT WITH COOKIE = @cookie;
GO

-- Impersonating a user leaves the server behind: in another database that user is nobody.
-- Impersonating the login would keep both databases.
EXECUTE AS USER = 'anna';
    SELECT Pieces FROM Warehouse.dbo.Stock;
REVERT;
GO
