-- EXEC ('REVERT') ends nothing: a string has frames of its own.
CREATE DATABASE Strings;
GO
USE Strings;
GO
CREATE USER worker WITHOUT LOGIN;
GO
EXECUTE AS USER = 'worker';
--^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]:
SELECT USER_NAME() AS Who;
EXEC ('REVERT');
--^^^^^^^^^^^^^ warning[revert-in-string]: REVERT
SELECT USER_NAME() AS Who;
GO
