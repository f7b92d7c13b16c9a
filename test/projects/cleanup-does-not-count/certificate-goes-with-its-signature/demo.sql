-- Signing a procedure, step by step, and taking it apart again.
CREATE DATABASE SignDemo;
GO
USE SignDemo;
GO
CREATE USER caller WITHOUT LOGIN;
CREATE TABLE dbo.Numbers (n int NOT NULL);
GO
CREATE PROCEDURE dbo.CountNumbers
AS
    EXEC (N'SELECT COUNT(*) FROM dbo.Numbers');
GO
GRANT EXECUTE ON OBJECT::dbo.CountNumbers TO caller;
GO
CREATE CERTIFICATE NumbersSign ENCRYPTION BY PASSWORD = 'Numbers#1' WITH SUBJECT = 'Signs dbo.CountNumbers';
CREATE USER NumbersSign FROM CERTIFICATE NumbersSign;
GRANT SELECT ON OBJECT::dbo.Numbers TO NumbersSign;
ADD SIGNATURE TO OBJECT::dbo.CountNumbers BY CERTIFICATE NumbersSign WITH PASSWORD = 'Numbers#1';
GO
EXECUTE AS USER = 'caller';
EXEC dbo.CountNumbers;
REVERT;
GO
-- take it apart
DROP SIGNATURE FROM OBJECT::dbo.CountNumbers BY CERTIFICATE NumbersSign;
REVOKE SELECT ON OBJECT::dbo.Numbers FROM NumbersSign;
DROP USER NumbersSign;
DROP CERTIFICATE NumbersSign;
GO
