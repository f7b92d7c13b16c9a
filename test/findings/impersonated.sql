-- Who is impersonated, and what is asked or stored then (rulebook CTX-*, TOK-*).
CREATE DATABASE Orchard;
GO
USE Orchard;
CREATE USER picker WITHOUT LOGIN;
CREATE USER sorter WITHOUT LOGIN;
CREATE TABLE dbo.Log (who sysname);
GRANT INSERT ON dbo.Log TO picker;
DENY CONNECT TO sorter;
GO
EXECUTE AS USER = '[picker]';
--                ^^^^^^^^^^ error[quoted-principal-name]: The brackets in '[picker]' are part of the name. There is no such user. Msg 15517: Cannot execute as the database principal because the principal "[picker]" does not exist, this type of principal cannot be impersonated, or you do not have permission.
EXECUTE AS USER = 'sorter';
--                ^^^^^^^^ error[target-without-connect]: User 'sorter' may not connect to Orchard. Msg 916: The server principal "S-1-9-3-..." is not able to access the database "Orchard" under the current security context.
GO
EXECUTE AS USER = 'CORP\bob';
--                ^^^^^^^^^^ warning[group-member-not-user]: 'CORP\bob' is no principal of its own here: the server asks Windows for it, which may fail.
REVERT;
GO
EXECUTE AS USER = 'picker';
INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());
--                                ^^^^^^^^^^^^^ warning[identity-under-impersonation]: SUSER_SNAME answers with the impersonated principal here, not with who connected: ORIGINAL_LOGIN() does.
INSERT INTO dbo.Log (who) VALUES (ORIGINAL_LOGIN());
GO
REVERT;
--^^^^ information[revert-in-later-batch]: The EXECUTE AS that this ends stands in another batch: an error between them can leave it in effect.
GO
EXECUTE AS USER = 'picker';
--^^^^^^^^^^^^^^^^^^^^^^^^ warning[push-in-loop]: Each round of this batch leaves another frame on the stack.
GO 3
--# session: login=sa db=Orchard
CREATE PROCEDURE dbo.Pick @who sysname, @what nvarchar(max) WITH EXECUTE AS 'picker' AS
    EXECUTE AS USER = @who;
--                    ^^^^ information[principal-not-static]: Who is impersonated here is not known before the script is run.
    REVERT;
    EXEC (@what);
--  ^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'picker' is not known before it is run.
--        ^^^^^ warning[injection-under-elevation]: The parameter @what gets into the text that EXEC runs as 'picker'.
    EXECUTE AS LOGIN = 'sa';
--                     ^^^^ error[login-in-sandbox]: 'picker' may impersonate no login: the frame counts only in its database. Msg 15406: Cannot execute as the server principal because the principal "sa" does not exist, this type of principal cannot be impersonated, or you do not have permission.
    REVERT;
GO
CREATE PROCEDURE dbo.Plain AS
    EXECUTE AS CALLER;
--  ^^^^^^^^^^^^^^^^^ information[caller-outside-module]: This module runs as its caller: EXECUTE AS CALLER changes nothing.
    REVERT;
GO
CREATE PROCEDURE dbo.AsOwner WITH EXECUTE AS OWNER AS SELECT 1;
GO
GRANT EXECUTE ON dbo.AsOwner TO public;
--                              ^^^^^^ information[owner-resolves-to-dbo]: dbo.AsOwner runs as dbo, and everybody may execute it.
ALTER AUTHORIZATION ON dbo.AsOwner TO picker;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[ownership-change-alters-context]: AsOwner ran as 'dbo' and runs as 'picker' from now on.
GO
CREATE FUNCTION dbo.Rows() RETURNS TABLE WITH EXECUTE AS OWNER AS RETURN (SELECT 1 AS a);
--                                            ^^^^^^^^^^^^^^^^ error[clause-not-allowed]: An inline table-valued function has no EXECUTE AS clause.
GO
CREATE TRIGGER hello ON ALL SERVER WITH EXECUTE AS 'sa' FOR LOGON AS PRINT 'hello';
--                                      ^^^^^^^^^^^^^^^ information[server-trigger-context]: The trigger runs as login 'sa', at the server: no database limits it.
GO
CREATE QUEUE dbo.Crates WITH ACTIVATION (PROCEDURE_NAME = dbo.Plain, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);
--                                                                                          ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF: the queue starts the procedure as whoever creates or last altered the queue.
GO
ALTER DATABASE Orchard SET TRUSTWORTHY ON;
--                         ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;
--              ^^^^^^ warning[assembly-leans-on-trustworthy]: mailer is trusted only because the database is TRUSTWORTHY: no signature or hash that the scripts show lets it in. Strict security asks for that of every assembly.
--              ^^^^^^ warning[unsafe-assembly]: PERMISSION_SET = UNSAFE: the code may act outside the server, as its service account unless it impersonates.
