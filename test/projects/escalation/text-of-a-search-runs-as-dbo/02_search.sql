USE WebShop;
GO
-- the filter is put into the text as it comes
CREATE PROCEDURE dbo.SearchProducts @filter nvarchar(400) WITH EXECUTE AS OWNER AS
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'shop_web' can become db_owner of WebShop in 3 steps
BEGIN
    DECLARE @text nvarchar(max) = N'SELECT ProductId, Name FROM dbo.Products WHERE Name LIKE ''' + @filter + N'''';
    EXEC (@text);
--  ^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'dbo' is not known
END;
GO
