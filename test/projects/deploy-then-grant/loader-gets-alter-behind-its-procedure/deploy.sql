-- Nightly import. The procedure empties its staging table, so its user needs ALTER there; the script grants it last.
CREATE DATABASE Imports;
GO
USE Imports;
GO
CREATE SCHEMA stage;
GO
CREATE TABLE stage.Customer (CustomerId int NOT NULL, Name nvarchar(200) NOT NULL, LoadedAt datetime2 NULL);
CREATE TABLE dbo.Customer (CustomerId int NOT NULL PRIMARY KEY, Name nvarchar(200) NOT NULL);
GO
CREATE USER stage_loader WITHOUT LOGIN;
CREATE USER etl_service WITHOUT LOGIN;
CREATE ROLE importers;
ALTER ROLE importers ADD MEMBER etl_service;
GO
CREATE PROCEDURE stage.ResetCustomer
WITH EXECUTE AS 'stage_loader'
AS
BEGIN
    SET NOCOUNT ON;
    TRUNCATE TABLE stage.Customer;
    UPDATE STATISTICS stage.Customer;
END;
GO

-- permissions
GRANT ALTER ON OBJECT::stage.Customer TO stage_loader;
GRANT EXECUTE ON OBJECT::stage.ResetCustomer TO importers;
GO

-- smoke test
EXECUTE AS USER = 'etl_service';
EXEC stage.ResetCustomer;
REVERT;
GO
