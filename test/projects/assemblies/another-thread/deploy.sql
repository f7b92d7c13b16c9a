-- sentence: 5
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY later FROM 'later.dll' WITH PERMISSION_SET = UNSAFE;
--              ^^^^^ warning[unsafe-assembly]: PERMISSION_SET = UNSAFE: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.InATask AS EXTERNAL NAME later.Later.InATask;
GO
