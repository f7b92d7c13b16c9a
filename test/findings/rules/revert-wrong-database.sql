CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE warehouse;
CREATE USER amy FOR LOGIN amy;
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
GO
EXECUTE AS LOGIN = 'amy'; USE warehouse; REVERT;
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                       ^^^^^^ error[revert-wrong-database]: The frame was pushed in shop; it cannot be reverted in warehouse. Msg 15199: The current security context cannot be reverted. Please switch to the original database where 'Execute As' was called and try it again.
