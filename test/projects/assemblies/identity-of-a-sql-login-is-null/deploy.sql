-- sentence: 2
CREATE LOGIN amy WITH PASSWORD = 'Sesame1!';
CREATE LOGIN [CORP\bob] FROM WINDOWS;
CREATE DATABASE shop;
GO
USE shop;
CREATE USER amy;
CREATE USER [CORP\bob];
GO
CREATE ASSEMBLY who FROM 'who.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
--              ^^^ warning[unsafe-assembly]: PERMISSION_SET = EXTERNAL_ACCESS: the code may act outside the server, as its service account unless it impersonates.
GO
CREATE PROCEDURE dbo.WhoAmI AS EXTERNAL NAME who.Who.Name;
GO
CREATE PROCEDURE dbo.WhoAmIIfAnybody AS EXTERNAL NAME who.Who.NameOrNothing;
GO
CREATE PROCEDURE dbo.OnlyForWindows AS EXTERNAL NAME who.Who.OnlyForWindows;
GO
CREATE PROCEDURE dbo.ForAnybody AS EXTERNAL NAME who.Who.ForAnybody;
GO
GRANT EXECUTE TO amy, [CORP\bob];
GO
--# session: login=amy db=shop
EXEC dbo.WhoAmI;
EXEC dbo.WhoAmIIfAnybody;
GO
--# session: login=CORP\bob db=shop
EXEC dbo.OnlyForWindows;
GO
