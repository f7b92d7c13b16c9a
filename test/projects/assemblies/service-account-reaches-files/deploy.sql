-- sentence: 1
CREATE LOGIN amy WITH PASSWORD = 'Sesame1!';
CREATE LOGIN [CORP\bob] FROM WINDOWS;
CREATE DATABASE shop;
GO
USE shop;
CREATE USER amy;
CREATE USER [CORP\bob];
GO
CREATE ASSEMBLY files FROM 'files.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.DeleteFile @path nvarchar(260) AS EXTERNAL NAME files.Files.[Delete];
GO
CREATE PROCEDURE dbo.DeleteFileAsCaller @path nvarchar(260) AS EXTERNAL NAME files.Files.DeleteAsCaller;
GO
GRANT EXECUTE TO amy, [CORP\bob];
GO
--# session: login=CORP\bob db=shop
EXEC dbo.DeleteFile N'x.txt';
GO
--# session: login=amy db=shop
EXEC dbo.DeleteFile N'x.txt';
