CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; CREATE LOGIN zoe WITH PASSWORD = 'x';
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[server-op-in-sandbox]: 'clerk' holds no server permission: the frame counts only in warehouse. Msg 15247: User does not have permission to perform this action.
