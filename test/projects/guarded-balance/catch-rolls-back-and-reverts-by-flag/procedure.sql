-- Transaction, TRY and a frame: whatever fails, CATCH rolls back and goes home first.
CREATE DATABASE Transfers;
GO
USE Transfers;
GO
CREATE USER posting_clerk WITHOUT LOGIN;
CREATE TABLE dbo.Account (AccountId int NOT NULL PRIMARY KEY, Balance money NOT NULL);
GRANT SELECT, UPDATE ON OBJECT::dbo.Account TO posting_clerk;
GO
CREATE PROCEDURE dbo.Transfer @From int, @To int, @Amount money
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @posting bit = 0;
    BEGIN TRY
        BEGIN TRANSACTION;
        EXECUTE AS USER = 'posting_clerk';
        SET @posting = 1;
        UPDATE dbo.Account SET Balance = Balance - @Amount WHERE AccountId = @From;
        UPDATE dbo.Account SET Balance = Balance + @Amount WHERE AccountId = @To;
        REVERT;
        SET @posting = 0;
        COMMIT TRANSACTION;
    END TRY
    BEGIN CATCH
        IF @posting = 1
            REVERT;
        IF XACT_STATE() <> 0
            ROLLBACK TRANSACTION;
        THROW;
    END CATCH;
END;
GO
