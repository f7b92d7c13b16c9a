-- sentence: 1
EXEC sp_configure 'clr strict security', 1; RECONFIGURE;
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY safe FROM 'safe.dll' WITH PERMISSION_SET = SAFE;
GO
CREATE PROCEDURE dbo.ClearFile @path nvarchar(260) AS EXTERNAL NAME safe.Safe.Clear;
GO
