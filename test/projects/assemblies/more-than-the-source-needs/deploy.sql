CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY sums FROM 'sums.dll' WITH PERMISSION_SET = UNSAFE;
--              ^^^^ warning[unsafe-assembly]: PERMISSION_SET = UNSAFE: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE FUNCTION dbo.Add2 (@a int, @b int) RETURNS int AS EXTERNAL NAME sums.Sums.[Add];
GO
