-- A demonstration that leaves nothing behind.
CREATE DATABASE ContextDemo;
GO
USE ContextDemo;
GO
CREATE USER reader WITHOUT LOGIN;
CREATE USER caller WITHOUT LOGIN;
CREATE TABLE dbo.Secret (SecretId int NOT NULL, Text nvarchar(100) NOT NULL);
GRANT SELECT ON OBJECT::dbo.Secret TO reader;
GO
CREATE PROCEDURE dbo.ReadSecret
WITH EXECUTE AS 'reader'
AS
    EXEC (N'SELECT SecretId, Text FROM dbo.Secret');
GO
GRANT EXECUTE ON OBJECT::dbo.ReadSecret TO caller;
GO
EXECUTE AS USER = 'caller';
EXEC dbo.ReadSecret;
REVERT;
GO
-- clean up
REVOKE SELECT ON OBJECT::dbo.Secret FROM reader;
DROP PROCEDURE dbo.ReadSecret;
DROP TABLE dbo.Secret;
DROP USER reader;
DROP USER caller;
GO
USE master;
GO
DROP DATABASE ContextDemo;
GO
