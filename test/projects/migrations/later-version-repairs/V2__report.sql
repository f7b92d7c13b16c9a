USE shop;
GO
ALTER PROCEDURE dbo.Report AS
--              ^^^^^^^^^^ warning[alter-drops-clause]
SELECT id FROM stock.dbo.Items;
GO
