-- The server of a small shop: who may connect, and the two databases.
-- Hover over any statement to see who runs it. Nothing here is ever executed.
--# session: login=sa db=master

-- The web shop connects as shop_app. Anna works at the till, Omar audits, Wanda runs the warehouse.
CREATE LOGIN shop_app WITH PASSWORD = 'change-me-1';
CREATE LOGIN anna     WITH PASSWORD = 'change-me-2';
CREATE LOGIN omar     WITH PASSWORD = 'change-me-3';
CREATE LOGIN wanda    WITH PASSWORD = 'change-me-4';
GO
CREATE DATABASE Shop;
GO
CREATE DATABASE Warehouse;
GO

USE Shop;
GO
CREATE USER shop_app FOR LOGIN shop_app;
CREATE USER anna     FOR LOGIN anna;
CREATE USER omar     FOR LOGIN omar;
-- A user that nobody can log in as: it exists to own rights that modules borrow.
CREATE USER order_writer WITHOUT LOGIN;
GO
CREATE ROLE tills;
ALTER ROLE tills ADD MEMBER anna;
CREATE ROLE auditors;
ALTER ROLE auditors ADD MEMBER omar;
-- The web shop may act for the people whose session it serves.
GRANT IMPERSONATE ON USER::anna TO shop_app;
GRANT IMPERSONATE ON USER::omar TO shop_app;
GO

USE Warehouse;
GO
CREATE USER wanda    FOR LOGIN wanda;
CREATE USER shop_app FOR LOGIN shop_app;
CREATE USER anna     FOR LOGIN anna;
CREATE ROLE stock_readers;
ALTER ROLE stock_readers ADD MEMBER shop_app;
ALTER ROLE stock_readers ADD MEMBER anna;
GO
