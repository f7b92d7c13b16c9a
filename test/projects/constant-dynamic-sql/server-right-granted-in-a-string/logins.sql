CREATE LOGIN night_batch WITH PASSWORD = 'Night#Batch#1';
GO
USE master;
GO
EXEC sys.sp_executesql N'GRANT CONTROL SERVER TO night_batch;';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER
GO
