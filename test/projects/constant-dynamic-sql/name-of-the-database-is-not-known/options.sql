-- Which databases, the table says; what is done to them stands here.
CREATE DATABASE Tools;
GO
USE Tools;
GO
CREATE TABLE dbo.Target (DatabaseName sysname NOT NULL PRIMARY KEY);
GO
DECLARE @database sysname, @sql nvarchar(max);
SELECT TOP (1) @database = DatabaseName FROM dbo.Target;
SET @sql = N'ALTER DATABASE ' + QUOTENAME(@database) + N' SET TRUSTWORTHY ON';
EXEC (@sql);
--^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY
GO
