-- A bit remembers whether the procedure impersonated somebody.
CREATE DATABASE Approvals;
GO
USE Approvals;
GO
CREATE USER approver WITHOUT LOGIN;
CREATE TABLE dbo.Request (RequestId int NOT NULL PRIMARY KEY, Amount money NOT NULL, ApprovedBy sysname NULL);
GRANT SELECT, UPDATE ON OBJECT::dbo.Request TO approver;
GO
CREATE PROCEDURE dbo.Approve @RequestId int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @impersonating bit = 0, @amount money;
    SELECT @amount = Amount FROM dbo.Request WHERE RequestId = @RequestId;

    IF @amount < 1000
    BEGIN
        EXECUTE AS USER = 'approver';
        SET @impersonating = 1;
    END;

    UPDATE dbo.Request SET ApprovedBy = USER_NAME() WHERE RequestId = @RequestId;

    IF @impersonating = 1
        REVERT;
END;
GO
