CREATE DATABASE Strict COLLATE Latin1_General_CS_AS;
GO
USE Strict;
GO
CREATE USER Clerk WITHOUT LOGIN;
CREATE ROLE Readers;
CREATE TABLE dbo.Orders (Id int);
GO
GRANT SELECT ON dbo.Orders TO Readers;
GO
ALTER ROLE readers ADD MEMBER Clerk;
--         ^^^^^^^ error[refused]: readers
GO
ALTER ROLE Readers ADD MEMBER clerk;
--                            ^^^^^ error[refused]: clerk
GO
ALTER ROLE Readers ADD MEMBER Clerk;
GO
EXECUTE AS USER = 'clerk';
--                ^^^^^^^ error[unknown-principal]: 15517
GO
EXECUTE AS USER = 'Clerk';
SELECT Id FROM dbo.Orders;
REVERT;
GO
SELECT Id FROM dbo.orders;
--             ^^^^^^^^^^ error[refused]: 208
GO
SELECT Id FROM DBO.Orders;
--             ^^^^^^^^^^ error[refused]: 208
GO
SELECT name FROM SYS.tables;
--               ^^^^^^^^^^ error[refused]: 208
GO
SELECT name FROM sys.tables;
GO
GRANT SELECT ON dbo.Orders TO PUBLIC;
GO
