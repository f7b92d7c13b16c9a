-- Owner's procedures that put a text together and leave no hole: nothing is found.
CREATE DATABASE Safe;
GO
USE Safe;
GO
CREATE TABLE dbo.Item (id int, label nvarchar(50), added date);
GO
CREATE PROCEDURE dbo.Search @label nvarchar(50), @column sysname, @order varchar(4) = 'ASC', @top int = 10, @since varchar(30) = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    IF @order NOT IN ('ASC', 'DESC')
    BEGIN
        RAISERROR('ASC or DESC', 16, 1);
        RETURN;
    END;
    DECLARE @sql nvarchar(max) = N'SELECT TOP (' + CAST(@top AS nvarchar(12)) + N') ' + QUOTENAME(@column)
        + N' FROM dbo.Item WHERE label = @label';
    IF @since IS NOT NULL
        SET @sql += N' AND added >= ''' + CONVERT(nchar(10), CAST(@since AS date), 23) + N'''';
    SET @sql += N' ORDER BY ' + CASE @column WHEN N'id' THEN N'id ' ELSE N'label ' END + @order;
    EXEC sys.sp_executesql @sql, N'@label nvarchar(50)', @label = @label;
END;
GO
CREATE PROCEDURE dbo.Rebuild
WITH EXECUTE AS OWNER
AS
BEGIN
    DECLARE @name nvarchar(300), @sql nvarchar(max) = N'';
    SELECT @sql += N'ALTER INDEX ALL ON dbo.' + QUOTENAME(name) + N' REBUILD;' FROM sys.tables;
    EXEC (@sql);
    DECLARE tables CURSOR LOCAL FOR SELECT QUOTENAME(name) FROM sys.tables;
    OPEN tables;
    FETCH NEXT FROM tables INTO @name;
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @sql = N'UPDATE STATISTICS dbo.' + @name;
        EXEC (@sql);
        FETCH NEXT FROM tables INTO @name;
    END;
    CLOSE tables;
    DEALLOCATE tables;
END;
GO
-- The text is run by the caller again.
CREATE PROCEDURE dbo.AsYourself @text nvarchar(max)
WITH EXECUTE AS OWNER
AS
BEGIN
    EXECUTE AS CALLER;
    EXEC (@text);
    REVERT;
END;
GO
