-- dbo.NightRun calls a procedure of the ETL team. Other owner, so EXECUTE on it is asked of whoever called dbo.NightRun.
CREATE LOGIN night_job WITH PASSWORD = 'Night#Job#42';
CREATE DATABASE Dwh;
GO
USE Dwh;
GO
CREATE USER night_job FOR LOGIN night_job;
CREATE USER etl_team WITHOUT LOGIN;
GO
CREATE SCHEMA etl AUTHORIZATION etl_team;
GO
CREATE TABLE etl.Fact (FactId bigint NOT NULL, Amount money NOT NULL);
GO
CREATE PROCEDURE etl.LoadFact
AS
    INSERT INTO etl.Fact (FactId, Amount) VALUES (1, 0);
GO
CREATE PROCEDURE dbo.NightRun
AS
BEGIN
    SET NOCOUNT ON;
    EXEC etl.LoadFact;
--       ^^^^^^^^^^^^ error[permission-denied]: EXECUTE
END;
GO
GRANT EXECUTE ON OBJECT::dbo.NightRun TO night_job;
GO
