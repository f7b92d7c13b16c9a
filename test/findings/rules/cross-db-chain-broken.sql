CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;
--                                           ^^^^^^^^^^^^^^ warning[cross-db-chain-broken]: 'ann' may execute this procedure, but is refused SELECT on depot.dbo.Item here: ownership chaining from sales to depot is off. Grant it to them there, or sign the module with a certificate whose user in that database holds the right.
GO
GRANT EXECUTE ON dbo.items TO ann;

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE VIEW dbo.items AS SELECT Id FROM depot.dbo.Item;
--                                      ^^^^^^^^^^^^^^ warning[cross-db-chain-broken]: 'ann' may read this view, but is refused SELECT on depot.dbo.Item here: ownership chaining from sales to depot is off. Grant it to them there.
GO
GRANT SELECT ON dbo.items TO ann;

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE LOGIN holder WITH PASSWORD = 'x';
ALTER AUTHORIZATION ON DATABASE::depot TO holder;
ALTER DATABASE sales SET DB_CHAINING ON;
--                       ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.
ALTER DATABASE depot SET DB_CHAINING ON;
--                       ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.
GO
CREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;
--                                           ^^^^^^^^^^^^^^ warning[cross-db-chain-broken]: 'ann' may execute this procedure, but is refused SELECT on depot.dbo.Item here: sales.dbo.items is owned by dbo (login sa), depot.dbo.Item by dbo (login holder). Grant it to them there, or sign the module with a certificate whose user in that database holds the right.
GO
GRANT EXECUTE ON dbo.items TO ann;
