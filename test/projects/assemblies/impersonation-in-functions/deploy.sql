-- sentence: 7
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY rows FROM 'rows.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE FUNCTION dbo.Large (@content nvarchar(max)) RETURNS int AS EXTERNAL NAME rows.Rows.LargeInSql;
GO
