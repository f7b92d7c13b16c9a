-- sentence: 6
EXEC sp_configure 'clr strict security', 0; RECONFIGURE;
--                                       ^ warning[clr-strict-off]: 'clr strict security' 0 lets assemblies in on their own word.
CREATE LOGIN amy WITH PASSWORD = 'Sesame1!';
GRANT EXTERNAL ACCESS ASSEMBLY TO amy;
--                                ^^^ warning[assembly-permission-granted]: 'amy' is no login of a key: with EXTERNAL ACCESS ASSEMBLY it can run code as the service account.
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY reach FROM 'reach.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.Run @program nvarchar(260) AS EXTERNAL NAME reach.Reach.Run;
GO
