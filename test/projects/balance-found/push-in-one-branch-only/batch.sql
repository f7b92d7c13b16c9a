-- Who runs the last statement depends on the hour.
CREATE DATABASE Shifts;
GO
USE Shifts;
GO
CREATE USER night_clerk WITHOUT LOGIN;
GO
IF DATEPART(hour, SYSDATETIME()) >= 22
--^ warning[branch-unbalanced]: night_clerk
    EXECUTE AS USER = 'night_clerk';
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]:
SELECT USER_NAME() AS Who;
GO
