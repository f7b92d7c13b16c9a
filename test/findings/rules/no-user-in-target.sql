CREATE LOGIN amy WITH PASSWORD = 'x';
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
EXECUTE AS LOGIN = 'amy'; USE model;
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                            ^^^^^ error[no-user-in-target]: 'amy' has no user in model. Msg 916: The server principal "amy" is not able to access the database "model" under the current security context.
