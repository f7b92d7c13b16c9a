-- sentence: 3
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY undo FROM 'undo.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.NotInFinally @path nvarchar(260) AS EXTERNAL NAME undo.Undo.NotInFinally;
GO
