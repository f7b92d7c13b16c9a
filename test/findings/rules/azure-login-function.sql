EXECUTE AS USER = 'clerk'; SELECT SUSER_SNAME(); REVERT;
--                                ^^^^^^^^^^^^^ information[azure-login-function]: SUSER_SNAME may be refused (40529) while a user is impersonated in Azure SQL Database.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT SYSTEM_USER AS me;
--                                                       ^^^^^^^^^^^ information[azure-login-function]: SYSTEM_USER may be refused (40529) while a user is impersonated in Azure SQL Database.
