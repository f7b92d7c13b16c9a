CREATE DATABASE shop;
GO
USE shop;
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Notes (note nvarchar(260));
CREATE TABLE dbo.Vault (secret int);
GO
CREATE ASSEMBLY commands FROM 'commands.dll';
GO
CREATE PROCEDURE dbo.Search @name nvarchar(50), @most int WITH EXECUTE AS OWNER AS EXTERNAL NAME commands.Commands.Search;
GO
CREATE PROCEDURE dbo.SearchForAnybody @name nvarchar(50) AS EXTERNAL NAME commands.Commands.SearchForAnybody;
GO
CREATE PROCEDURE dbo.Quoted @name nvarchar(50), @most int WITH EXECUTE AS OWNER AS EXTERNAL NAME commands.Commands.Quoted;
GO
CREATE PROCEDURE dbo.Peek WITH EXECUTE AS 'clerk' AS EXTERNAL NAME commands.Commands.Peek;
GO
