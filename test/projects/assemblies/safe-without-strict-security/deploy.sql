-- sentence: 1
EXEC sp_configure 'show advanced options', 1; RECONFIGURE;
EXEC sp_configure 'clr strict security', 0; RECONFIGURE;
--                                       ^ warning[clr-strict-off]: 'clr strict security' 0 lets assemblies in on their own word.
CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ASSEMBLY safe FROM 'safe.dll' WITH PERMISSION_SET = SAFE;
GO
CREATE PROCEDURE dbo.ClearFile @path nvarchar(260) AS EXTERNAL NAME safe.Safe.Clear;
GO
CREATE PROCEDURE dbo.WhoIs AS EXTERNAL NAME safe.Safe.WhoIs;
GO
