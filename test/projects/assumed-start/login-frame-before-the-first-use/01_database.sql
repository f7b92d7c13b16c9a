CREATE LOGIN nightly WITH PASSWORD = 'Nightly#Pw#4';
CREATE DATABASE Dwh;
GO
USE Dwh;
GO
CREATE USER nightly FOR LOGIN nightly;
CREATE TABLE dbo.Fact (FactId bigint NOT NULL, Amount money NOT NULL);
GRANT SELECT, INSERT ON OBJECT::dbo.Fact TO nightly;
GO
