-- The refusals of this demonstration are announced.
CREATE DATABASE Announced;
GO
USE Announced;
GO
CREATE USER olaf WITHOUT LOGIN;
CREATE ROLE crew;
ALTER ROLE crew ADD MEMBER olaf;
GO
CREATE SCHEMA deck AUTHORIZATION olaf;
GO
--# expect: 15138
DROP USER olaf;
GO
--# expect: 15144
DROP ROLE crew;
GO
--# expect: 15151
GRANT SELECT ON OBJECT::deck.Log TO crew;
GO
