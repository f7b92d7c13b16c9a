-- EXECUTE is granted on the schema. Both roles meet the same refusal, which is one finding.
CREATE DATABASE Api;
GO
USE Api;
GO
CREATE SCHEMA api;
GO
CREATE ROLE web_clients;
CREATE ROLE mobile_clients;
CREATE TABLE dbo.Product (ProductId int NOT NULL PRIMARY KEY, Name nvarchar(100) NOT NULL);
GO
CREATE PROCEDURE api.ListProducts
AS
    EXEC (N'SELECT ProductId, Name FROM dbo.Product ORDER BY Name');
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: SELECT
GO
GRANT EXECUTE ON SCHEMA::api TO web_clients;
GRANT EXECUTE ON SCHEMA::api TO mobile_clients;
GO
