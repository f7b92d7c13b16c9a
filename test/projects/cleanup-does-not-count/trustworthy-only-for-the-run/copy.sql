-- TRUSTWORTHY is on while the copy runs, and off again behind it.
CREATE DATABASE Live;
CREATE DATABASE Mirror;
GO
ALTER AUTHORIZATION ON DATABASE::Live TO sa;
ALTER AUTHORIZATION ON DATABASE::Mirror TO sa;
GO
USE Mirror;
GO
CREATE TABLE dbo.Customer (CustomerId int NOT NULL, Name nvarchar(100) NOT NULL);
GO
USE Live;
GO
CREATE TABLE dbo.Customer (CustomerId int NOT NULL, Name nvarchar(100) NOT NULL);
GO
CREATE PROCEDURE dbo.CopyToMirror
WITH EXECUTE AS OWNER
AS
    INSERT INTO Mirror.dbo.Customer (CustomerId, Name) SELECT CustomerId, Name FROM dbo.Customer;
GO
ALTER DATABASE Live SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY
GO
EXEC dbo.CopyToMirror;
GO
ALTER DATABASE Live SET TRUSTWORTHY OFF;
GO
