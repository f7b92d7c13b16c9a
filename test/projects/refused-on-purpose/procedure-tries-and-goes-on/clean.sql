-- Drops what may be gone already; what is refused is written down and passed over.
CREATE DATABASE Housekeeping;
GO
USE Housekeeping;
GO
CREATE TABLE dbo.Problem (Number int NOT NULL, Text nvarchar(2048) NOT NULL);
CREATE USER temp_worker WITHOUT LOGIN;
GO
CREATE SCHEMA temp_work AUTHORIZATION temp_worker;
GO
CREATE PROCEDURE dbo.RemoveTempWorker
AS
BEGIN
    SET NOCOUNT ON;
    BEGIN TRY
        DROP USER temp_worker;
    END TRY
    BEGIN CATCH
        INSERT INTO dbo.Problem (Number, Text) VALUES (ERROR_NUMBER(), ERROR_MESSAGE());
    END CATCH;
END;
GO
EXEC dbo.RemoveTempWorker;
GO
