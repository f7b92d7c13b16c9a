CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; EXECUTE AS USER = 'dbo';
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                           ^^^^^ error[missing-impersonate]: 'clerk' has no IMPERSONATE permission on user 'dbo'. Msg 15517: Cannot execute as the database principal because the principal "dbo" does not exist, this type of principal cannot be impersonated, or you do not have permission.
