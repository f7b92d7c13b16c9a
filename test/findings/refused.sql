-- Certain refusals, where they are none, strings, what was dropped, guards, and where frames end.
--# session: login=sa db=master
CREATE DATABASE Known;
GO
USE Known;
CREATE USER ann WITHOUT LOGIN;
CREATE TABLE dbo.Bill (Id int NOT NULL, Total money NOT NULL);
GO
GRANT SELECT ON OBJECT::dbo.Bil TO ann;
--              ^^^^^^^^^^^^^^^ error[refused]: There is no object 'Bil'. Msg 15151: Cannot find the object 'Bil', because it does not exist or you do not have permission.
CREATE USER ann WITHOUT LOGIN;
--          ^^^ error[refused]: There is a user 'ann' already. Msg 15023: User, group, or role 'ann' already exists in the current database.
--# expect: 15023
CREATE USER ann WITHOUT LOGIN;
--# expect: 229, 15151
-- the table has another name
GRANT SELECT ON OBJECT::dbo.Bil TO ann;
--# expect: 229
GRANT SELECT ON OBJECT::dbo.Bil TO ann;
--              ^^^^^^^^^^^^^^^ error[refused]: There is no object 'Bil'. Msg 15151: Cannot find the object 'Bil', because it does not exist or you do not have permission.
GO
BEGIN TRY
    GRANT SELECT ON OBJECT::dbo.Bil TO ann;
END TRY
BEGIN CATCH
    IF ERROR_NUMBER() <> 15151 THROW;
END CATCH;
GO
BEGIN TRY
    GRANT SELECT ON OBJECT::dbo.Bil TO ann;
--                  ^^^^^^^^^^^^^^^ error[refused]: There is no object 'Bil'. Msg 15151: Cannot find the object 'Bil', because it does not exist or you do not have permission.
END TRY
BEGIN CATCH
    PRINT 'failed';
    THROW;
END CATCH;
GO
-- On one path only, it is not certain.
IF DATEPART(hour, SYSDATETIME()) > 12
    DROP USER ann;
DROP USER ann;
GO
-- The DROP is for the next time that the script is run.
DROP TABLE dbo.Later;
CREATE TABLE dbo.Later (Id int NOT NULL);
GO
USE Elsewhere;
GO
-- Nothing is known of Elsewhere but what the script does there.
DROP USER somebody;
DROP USER somebody;
--        ^^^^^^^^ error[refused]: There is no user 'somebody'. Msg 15151: Cannot drop the user 'somebody', because it does not exist or you do not have permission.
CREATE USER bob WITHOUT LOGIN;
DROP USER bob;
GRANT SELECT ON SCHEMA::dbo TO bob;
--                             ^^^ error[refused]: There is no user 'bob'. Msg 15151: Cannot find the user 'bob', because it does not exist or you do not have permission.
GO
USE Known;
GO
EXEC ('GRANT SELECT ON OBJECT::dbo.Bil TO dbo; GRANT CONNECT TO guest');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: In the string: There is no object 'Bil'. Msg 15151: Cannot find the object 'Bil', because it does not exist or you do not have permission.
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[guest-enabled]: In the string: guest with CONNECT lets every login of the server into the database.
DECLARE @name sysname;
SELECT @name = name FROM dbo.Bill;
EXEC ('GRANT SELECT ON ' + @name + ' TO nobody; GRANT CONNECT TO guest');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[guest-enabled]: In the string: guest with CONNECT lets every login of the server into the database.
GO
USE Elsewhere;
GO
CREATE PROCEDURE dbo.Guarded @user sysname, @flag int
AS
BEGIN
    IF @flag = 1 AND @user IS NOT NULL
        EXECUTE AS USER = @user;
    SELECT 1;
    IF @flag = 1 AND @user IS NOT NULL
        REVERT;
    IF LEN(@user) > 0
        EXECUTE AS USER = @user;
    SELECT 1;
    IF NOT (LEN(@user) <= 0)
        SELECT 2;
    IF 0 < LEN(@user)
        REVERT;
END;
GO
CREATE PROCEDURE dbo.Forgets @user sysname
AS
BEGIN
    IF @user IS NOT NULL
--  ^^ warning[branch-unbalanced]: The branches of this IF leave different contexts behind: the caller (nothing pushed) or the caller.
        EXECUTE AS USER = @user;
--      ^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]: This impersonation is still in effect at the end of the module, which ends it.
    SET @user = NULL;
    IF @user IS NOT NULL
        REVERT;
END;
GO
CREATE PROCEDURE dbo.GoesHome
AS
BEGIN
    BEGIN TRY
        EXECUTE AS LOGIN = 'worker';
        SELECT 1;
    END TRY
    BEGIN CATCH
        PRINT ERROR_MESSAGE();
    END CATCH;
    IF SUSER_SNAME() <> ORIGINAL_LOGIN()
        REVERT;
END;
GO
EXECUTE AS USER = 'carl';
--^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect where the next connection begins.
EXEC ('REVERT');
--^^^^^^^^^^^^^ warning[revert-in-string]: In the string: REVERT does nothing here: it never leaves a frame that was pushed outside the string.
--# session: login=sa db=Known
SELECT 1;
GO
GO
USE Elsewhere;
GO
-- Whatever the procedure did: bob may be there again.
EXEC dbo.Unknown;
GRANT SELECT ON SCHEMA::dbo TO bob;
GO
