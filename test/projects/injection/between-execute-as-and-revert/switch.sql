-- The procedure runs as its caller but for one stretch, in which it is the migration user.
CREATE DATABASE Moves;
GO
USE Moves;
GO
CREATE USER migration_proxy WITHOUT LOGIN;
GRANT CONTROL ON DATABASE::Moves TO migration_proxy;
CREATE TABLE dbo.Step (id int, command nvarchar(max));
GO
CREATE PROCEDURE dbo.Migrate @schema sysname
AS
BEGIN
    DECLARE @sql nvarchar(max) = N'ALTER SCHEMA ' + @schema + N' TRANSFER dbo.Step';
    EXEC (@sql);
    EXECUTE AS USER = 'migration_proxy';
    EXEC (@sql);
--        ^^^^ warning[injection-under-elevation]: The parameter @schema gets into the text that EXEC runs as 'migration_proxy'.
    SET @sql = N'ALTER SCHEMA ' + QUOTENAME(@schema) + N' TRANSFER dbo.Step';
    EXEC (@sql);
    REVERT;
    SET @sql = N'PRINT ''' + @schema + N'''';
    EXEC (@sql);
    EXEC (@sql) AS USER = 'migration_proxy';
--        ^^^^ warning[injection-under-elevation]: The parameter @schema gets into the text that EXEC runs as 'migration_proxy'.
END;
GO
-- In a script, too: the steps are what others wrote into the table.
DECLARE @command nvarchar(max);
EXECUTE AS USER = 'migration_proxy';
SELECT TOP (1) @command = command FROM dbo.Step ORDER BY id;
EXEC (@command);
--    ^^^^^^^^ warning[injection-under-elevation]: The column command of dbo.Step gets into the text that EXEC runs as 'migration_proxy', who may do anything in Moves.
REVERT;
EXEC (@command);
GO
