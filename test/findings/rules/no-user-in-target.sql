CREATE LOGIN amy WITH PASSWORD = 'x';
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
EXECUTE AS LOGIN = 'amy'; USE model;
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                            ^^^^^ error[no-user-in-target]: 'amy' has no user in model. Msg 916: The server principal "amy" is not able to access the database "model" under the current security context.

-- ----------------------------------------------------------------
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
GO
USE warehouse; DENY CONNECT TO amy; USE shop; EXECUTE AS LOGIN = 'amy'; USE warehouse;
--                             ^^^ error[refused]: There is no user 'amy'. Msg 15151: Cannot find the user 'amy', because it does not exist or you do not have permission.
--                                            ^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                                          ^^^^^^^^^ error[no-user-in-target]: 'amy' has no user in warehouse. Msg 916: The server principal "amy" is not able to access the database "warehouse" under the current security context.
