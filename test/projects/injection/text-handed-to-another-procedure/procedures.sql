CREATE DATABASE Press;
GO
USE Press;
GO
-- Runs what it is given as whoever calls it.
CREATE PROCEDURE dbo.RunText @text nvarchar(max) AS EXEC (@text);
GO
CREATE PROCEDURE dbo.RunTwice @what nvarchar(max) AS
BEGIN
  EXEC dbo.RunText @text = @what;
  EXEC dbo.RunText @what;
END;
GO
CREATE PROCEDURE dbo.Clear @table sysname WITH EXECUTE AS OWNER AS
BEGIN
  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + @table;
  EXEC dbo.RunTwice @sql;
--                  ^^^^ warning[injection-under-elevation]: The parameter @table gets into the text that EXEC in dbo.RunText runs as 'dbo'
END;
GO
-- A name in brackets, and a text that nobody chooses.
CREATE PROCEDURE dbo.ClearSafely @table sysname WITH EXECUTE AS OWNER AS
BEGIN
  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + QUOTENAME(@table);
  EXEC dbo.RunTwice @sql;
  EXEC dbo.RunText N'CHECKPOINT';
END;
GO
