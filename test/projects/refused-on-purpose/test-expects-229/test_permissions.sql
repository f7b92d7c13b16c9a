-- A test of the permissions: the clerk must not see the salaries.
CREATE DATABASE PayrollTest;
GO
USE PayrollTest;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Salary (Employee int NOT NULL, Amount money NOT NULL);
GO
DECLARE @error int = 0;
EXECUTE AS USER = 'clerk';
BEGIN TRY
    SELECT Employee, Amount FROM dbo.Salary;
END TRY
BEGIN CATCH
    SET @error = ERROR_NUMBER();
END CATCH;
REVERT;
IF @error <> 229
    RAISERROR ('clerk can read dbo.Salary', 16, 1);
GO
