CREATE DATABASE [Shop]
GO
USE [Shop]
GO
CREATE SCHEMA [sales] AUTHORIZATION [dbo]
GO
CREATE TABLE [sales].[Orders] ([Id] int NOT NULL, [Total] money NULL)
GO
CREATE PROCEDURE [sales].[Report] AS SELECT [Id], [Total] FROM [sales].[Orders]
GO
CREATE TYPE [sales].[Ids] AS TABLE ([Id] int NOT NULL)
GO
IF NOT EXISTS (SELECT name FROM sys.database_principals WHERE name = 'readers')
CREATE ROLE [readers] AUTHORIZATION [dbo]
GO
IF NOT EXISTS (SELECT name FROM sys.database_principals WHERE name = 'amy')
CREATE USER [amy] WITHOUT LOGIN WITH DEFAULT_SCHEMA=[sales]
GO
IF NOT EXISTS (SELECT name FROM sys.database_principals WHERE name = 'bob')
CREATE USER [bob] WITHOUT LOGIN WITH DEFAULT_SCHEMA=[dbo]
GO
ALTER ROLE [readers] ADD MEMBER [amy]
GO
EXEC sys.sp_addrolemember @rolename=N'db_datareader', @membername=N'bob'
GO
GRANT CONNECT TO [amy]  AS [dbo];
GRANT CONNECT TO [bob]  AS [dbo];
GO
GRANT SELECT ON OBJECT::[sales].[Orders] TO [readers]  AS [dbo];
GRANT EXECUTE ON OBJECT::[sales].[Report] TO [readers] WITH GRANT OPTION  AS [dbo];
GRANT EXECUTE ON TYPE::[sales].[Ids] TO [readers]  AS [dbo];
GRANT VIEW DEFINITION ON SCHEMA::[sales] TO [readers]  AS [dbo];
DENY SELECT ON [sales].[Orders] ([Total]) TO [bob] AS [dbo];
GO
EXECUTE AS USER = 'amy'
SELECT [Id], [Total] FROM [sales].[Orders]
EXEC [sales].[Report]
REVERT
GO
EXECUTE AS USER = 'bob'
SELECT [Id] FROM [sales].[Orders]
SELECT [Total] FROM [sales].[Orders]
--                  ^^^^^^^^^^^^^^^^ error[permission-denied]: Msg 230
EXEC [sales].[Report]
--   ^^^^^^^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT
GO
