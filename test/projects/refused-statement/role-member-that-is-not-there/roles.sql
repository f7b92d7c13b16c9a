-- 15410: the user is nurse, the call says nurses.
CREATE DATABASE Hospital;
GO
USE Hospital;
GO
CREATE USER nurse WITHOUT LOGIN;
CREATE ROLE ward;
GO
EXEC sp_addrolemember 'ward', 'nurses';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: 15410
GO
EXEC sp_addrolemember 'ward', 'nurse';
GO
