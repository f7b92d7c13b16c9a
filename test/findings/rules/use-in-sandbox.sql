CREATE DATABASE warehouse;
GO
USE shop;
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; USE warehouse;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                             ^^^^^^^^^ error[use-in-sandbox]: 'clerk' cannot leave shop. A user without login can never cross, however trusted the database is. Msg 916: The server principal "S-1-9-3-..." is not able to access the database "warehouse" under the current security context.
