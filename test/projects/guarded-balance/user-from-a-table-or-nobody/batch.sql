-- The job table says as whom a step runs; an empty cell means: as we are.
CREATE DATABASE Steps;
GO
USE Steps;
GO
CREATE TABLE dbo.Step (StepId int NOT NULL PRIMARY KEY, RunAs sysname NULL);
GO
DECLARE @runAs sysname;
SELECT @runAs = RunAs FROM dbo.Step WHERE StepId = 1;

IF @runAs IS NOT NULL
    EXECUTE AS USER = @runAs;

PRINT CONCAT(N'step 1 as ', USER_NAME());

IF @runAs IS NOT NULL
    REVERT;
GO
