-- First allowed, then denied. The call is made before.
CREATE DATABASE DenyDemo;
GO
USE DenyDemo;
GO
CREATE USER bookkeeper WITHOUT LOGIN;
CREATE USER teller WITHOUT LOGIN;
CREATE TABLE dbo.Account (AccountId int NOT NULL, Balance money NOT NULL);
GRANT SELECT ON OBJECT::dbo.Account TO bookkeeper;
GO
CREATE PROCEDURE dbo.Balances
WITH EXECUTE AS 'bookkeeper'
AS
    EXEC (N'SELECT AccountId, Balance FROM dbo.Account');
GO
GRANT EXECUTE ON OBJECT::dbo.Balances TO teller;
GO
EXECUTE AS USER = 'teller';
EXEC dbo.Balances;
REVERT;
GO
DENY SELECT ON OBJECT::dbo.Account TO bookkeeper;
GO
