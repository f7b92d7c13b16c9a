-- The login goes, the user stays behind as an orphan.
CREATE LOGIN trainee WITH PASSWORD = 'Trainee#2027', CHECK_POLICY = OFF;
CREATE DATABASE Course;
GO
USE Course;
GO
CREATE USER trainee FOR LOGIN trainee;
DROP LOGIN trainee;
GO
EXECUTE AS USER = 'trainee';
--                ^^^^^^^^^ error[orphaned-target]: 15517
SELECT USER_NAME();
GO
