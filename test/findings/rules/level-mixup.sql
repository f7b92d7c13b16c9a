CREATE LOGIN amy_login WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXECUTE AS USER = 'amy_login';
--                ^^^^^^^^^^^ error[level-mixup]: 'amy_login' is not a user here, but there is a login of that name. Msg 15517: Cannot execute as the database principal because the principal "amy_login" does not exist, this type of principal cannot be impersonated, or you do not have permission.
