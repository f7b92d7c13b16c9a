CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;
--                                                                       ^^^^^ error[login-in-sandbox]: 'dbo' may impersonate no login: the frame counts only in its database. Msg 15406: Cannot execute as the server principal because the principal "amy" does not exist, this type of principal cannot be impersonated, or you do not have permission.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;
--                          ^^^^^^^^^^^^^^^^^^ error[unknown-principal]: There is no user 'clerk' here. Msg 15151: Cannot execute as the user 'clerk', because it does not exist or you do not have permission.
--                                                                         ^^^^^ error[login-in-sandbox]: an unknown principal may impersonate no login: the frame counts only in its database. Msg 15406: Cannot execute as the server principal because the principal "amy" does not exist, this type of principal cannot be impersonated, or you do not have permission.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
EXECUTE AS USER = 'dbo'; EXECUTE AS LOGIN = 'amy';
--^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                          ^^^^^ error[login-in-sandbox]: 'dbo' may impersonate no login: the frame counts only in its database. Msg 15406: Cannot execute as the server principal because the principal "amy" does not exist, this type of principal cannot be impersonated, or you do not have permission.
