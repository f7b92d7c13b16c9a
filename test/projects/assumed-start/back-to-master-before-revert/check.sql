-- The author's connection begins in master. The script does not say so.
EXECUTE AS LOGIN = 'tester';
USE App;
SELECT USER_NAME() AS Who;
USE master;
REVERT;
GO
