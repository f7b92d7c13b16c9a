-- The standing stage of the rule examples: two logins, two databases, a signed module, a module with a clause.
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE LOGIN amy_login WITH PASSWORD = 'x';
CREATE LOGIN gone WITH PASSWORD = 'x';
CREATE DATABASE shop;
CREATE DATABASE warehouse;
CREATE DATABASE box CONTAINMENT = PARTIAL;
GO
USE warehouse;
CREATE USER amy FOR LOGIN amy;
CREATE TABLE dbo.Stock (item int);
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
CREATE USER orphan FOR LOGIN gone;
CREATE USER clerk WITHOUT LOGIN;
CREATE USER idle WITHOUT LOGIN;
CREATE ROLE staff;
CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';
CREATE TABLE dbo.Orders (total money);
GRANT SELECT ON dbo.Orders TO clerk;
DROP LOGIN gone;
GO
CREATE SCHEMA staffonly AUTHORIZATION staff;
GO
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
CREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;
GO
