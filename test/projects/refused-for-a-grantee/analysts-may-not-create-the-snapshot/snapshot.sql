-- DDL in a procedure is never covered by the chain.
CREATE DATABASE Analysis;
GO
USE Analysis;
GO
CREATE ROLE analysts;
CREATE TABLE dbo.Position (Account int NOT NULL, Amount money NOT NULL);
GO
CREATE PROCEDURE dbo.TakeSnapshot
AS
BEGIN
    SET NOCOUNT ON;
    CREATE TABLE dbo.PositionSnapshot (Account int NOT NULL, Amount money NOT NULL);
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: CREATE TABLE
END;
GO
GRANT EXECUTE ON OBJECT::dbo.TakeSnapshot TO analysts;
GO
