USE WebShop;
GO
-- the filter is put into the text as it comes
CREATE PROCEDURE dbo.SearchProducts @filter nvarchar(400) WITH EXECUTE AS OWNER AS
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'shop_web' can become db_owner of WebShop in 3 steps
BEGIN
    DECLARE @text nvarchar(max) = N'SELECT ProductId, Name FROM dbo.Products WHERE Name LIKE ''' + @filter + N'''';
    EXEC (@text);
--        ^^^^^ warning[injection-under-elevation]: The parameter @filter gets into the text that EXEC runs as 'dbo', who may do anything in WebShop.
END;
GO
