-- sentence: 3
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY nested FROM 'nested.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.InnerUndone AS EXTERNAL NAME nested.Nested.InnerUndone;
GO
CREATE PROCEDURE dbo.BothUndone AS EXTERNAL NAME nested.Nested.BothUndone;
GO
