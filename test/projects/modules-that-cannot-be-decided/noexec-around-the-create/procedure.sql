-- The old way to create a procedure only where it is missing: NOEXEC lets the batch pass.
USE App;
GO
IF OBJECT_ID(N'dbo.WhoAmI', N'P') IS NOT NULL
    SET NOEXEC ON;
GO
CREATE PROCEDURE dbo.WhoAmI
WITH EXECUTE AS 'app_service'
AS
BEGIN
    SELECT USER_NAME() AS TheService;
    EXECUTE AS CALLER;
    SELECT USER_NAME() AS TheCaller;
    REVERT;
END;
GO
SET NOEXEC OFF;
GO
