USE Intranet;
GO
GRANT EXECUTE ON OBJECT::dbo.CountHit TO public;
GO
