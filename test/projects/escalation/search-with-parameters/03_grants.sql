USE WebShop;
GO
GRANT EXECUTE ON OBJECT::dbo.SearchProducts TO web_reader;
GO
