-- The audit looks harmless, and locks out everybody who has no user in the database of the log.
CREATE LOGIN web_app WITH PASSWORD = 'Web#App#2027';
CREATE DATABASE AuditLog;
GO
CREATE TABLE AuditLog.dbo.Logon (LoginName sysname NOT NULL, LogonAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
GO
CREATE TRIGGER LogonAudit ON ALL SERVER
FOR LOGON
AS
BEGIN
    INSERT INTO AuditLog.dbo.Logon (LoginName) VALUES (ORIGINAL_LOGIN());
--              ^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: 'web_app' cannot connect
END;
GO
