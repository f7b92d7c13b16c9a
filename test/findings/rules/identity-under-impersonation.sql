CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());
--                                                                                ^^^^^^^^^^^^^ warning[identity-under-impersonation]: SUSER_SNAME answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS IF SYSTEM_USER = 'amy' PRINT 'amy';
--                                                   ^^^^^^^^^^^ warning[identity-under-impersonation]: SYSTEM_USER answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.

-- ----------------------------------------------------------------
CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT who FROM dbo.Log WHERE who = USER_NAME();
--                                                                                  ^^^^^^^^^^^ warning[identity-under-impersonation]: USER_NAME answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.

-- ----------------------------------------------------------------
CREATE TABLE dbo.Log (who sysname);
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS DECLARE @who sysname = SUSER_SNAME(); INSERT INTO dbo.Log (who) VALUES (@who);
--                                                                     ^^^^^^^^^^^^^ warning[identity-under-impersonation]: SUSER_SNAME answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE TABLE dbo.Log (who sysname);
GO
GRANT INSERT ON dbo.Log TO clerk;
EXECUTE AS USER = 'clerk'; INSERT INTO dbo.Log (who) VALUES (CURRENT_USER); REVERT;
--                                                           ^^^^^^^^^^^^ warning[identity-under-impersonation]: CURRENT_USER answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.
