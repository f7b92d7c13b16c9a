-- The audit table belongs to the auditors, so the ownership chain of the trigger ends there and the writer is refused.
--# session: login=sa db=master
CREATE DATABASE Payroll;
GO
USE Payroll;
GO
CREATE USER audit_owner WITHOUT LOGIN;
CREATE USER hr_clerk WITHOUT LOGIN;
GO
CREATE SCHEMA audit AUTHORIZATION audit_owner;
GO
CREATE TABLE audit.SalaryLog (LoggedAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME(), Employee int NOT NULL, LoggedBy sysname NOT NULL DEFAULT USER_NAME());
CREATE TABLE dbo.Salary (Employee int NOT NULL PRIMARY KEY, Amount money NOT NULL);
GO
CREATE TRIGGER dbo.Salary_Log ON dbo.Salary AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO audit.SalaryLog (Employee)
--              ^^^^^^^^^^^^^^^ error[permission-denied]: SalaryLog
    SELECT Employee FROM inserted;
END;
GO
GRANT INSERT ON OBJECT::dbo.Salary TO hr_clerk;
GO
EXECUTE AS USER = 'hr_clerk';
INSERT INTO dbo.Salary (Employee, Amount) VALUES (17, 3100);
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
