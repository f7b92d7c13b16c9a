USE WebShop;
GO
-- the filter is a parameter of the text, and no part of it
CREATE PROCEDURE dbo.SearchProducts @filter nvarchar(400) WITH EXECUTE AS OWNER AS
BEGIN
    EXEC sp_executesql N'SELECT ProductId, Name FROM dbo.Products WHERE Name LIKE @f', N'@f nvarchar(400)', @f = @filter;
END;
GO
