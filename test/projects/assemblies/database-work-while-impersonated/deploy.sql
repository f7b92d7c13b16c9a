-- sentence: 4
EXEC sp_configure 'clr enabled', 1; RECONFIGURE;
CREATE LOGIN [CORP\bob] FROM WINDOWS;
CREATE DATABASE shop;
GO
USE shop;
CREATE USER [CORP\bob];
CREATE USER vault WITHOUT LOGIN;
CREATE TABLE dbo.Notes (note nvarchar(100));
GO
CREATE ASSEMBLY work FROM 'work.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.Export @path nvarchar(260) AS EXTERNAL NAME work.Work.Export;
GO
CREATE PROCEDURE dbo.ExportFirst @path nvarchar(260) WITH EXECUTE AS 'vault' AS EXTERNAL NAME work.Work.First;
GO
GRANT EXECUTE TO [CORP\bob];
GO
