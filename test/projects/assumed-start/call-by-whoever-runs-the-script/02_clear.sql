-- The operator's own login calls it; which one that is, nobody knows here.
USE AppDb;
GO
EXEC dbo.ClearCache;
GO
SELECT COUNT(*) AS Rest FROM dbo.Cache;
GO
