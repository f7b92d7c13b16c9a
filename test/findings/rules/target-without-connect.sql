USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
DENY CONNECT TO clerk; EXECUTE AS USER = 'clerk';
--                                       ^^^^^^^ error[target-without-connect]: User 'clerk' may not connect to warehouse. Msg 916: The server principal "S-1-9-3-..." is not able to access the database "warehouse" under the current security context.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
REVOKE CONNECT FROM clerk; EXECUTE AS USER = 'clerk';
--                                           ^^^^^^^ error[target-without-connect]: User 'clerk' may not connect to warehouse. Msg 916: The server principal "S-1-9-3-..." is not able to access the database "warehouse" under the current security context.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXECUTE AS USER = 'guest';
--                ^^^^^^^ error[target-without-connect]: User 'guest' may not connect to warehouse. Msg 916: The server principal "public" is not able to access the database "warehouse" under the current security context.
