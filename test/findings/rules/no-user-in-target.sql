CREATE LOGIN amy WITH PASSWORD = 'x';
GO
USE warehouse;
GO
EXECUTE AS LOGIN = 'amy'; USE model;
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                            ^^^^^ error[no-user-in-target]: 'amy' has no user in model. Msg 916: The server principal "amy" is not able to access the database "model" under the current security context.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE attic;
GO
USE attic; CREATE USER ann; DENY CONNECT TO ann; USE tempdb;
EXECUTE AS LOGIN = 'ann'; USE attic;
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                            ^^^^^ error[no-user-in-target]: User 'ann', who 'ann' is in attic, may not connect to it. Msg 916: The server principal "ann" is not able to access the database "attic" under the current security context.
