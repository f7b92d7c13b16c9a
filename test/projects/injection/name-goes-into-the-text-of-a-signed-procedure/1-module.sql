USE Depot;
GO
CREATE PROCEDURE ops.EmptyTable @table sysname
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE stock.' + @table;
    EXEC sys.sp_executesql @sql;
--                         ^^^^ warning[injection-under-elevation]: The parameter @table gets into the text that sp_executesql runs with the rights of the signature by EmptyKey.
END;
GO
CREATE PROCEDURE ops.CountRows @table sysname
AS
BEGIN
    DECLARE @sql nvarchar(max) = N'SELECT COUNT(*) FROM stock.' + @table;
    EXEC sys.sp_executesql @sql;
END;
GO
