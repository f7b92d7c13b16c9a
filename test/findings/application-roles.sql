-- Application roles and cookies (rulebook APP-*, REV-*).
CREATE DATABASE Orchard;
GO
USE Orchard;
CREATE APPLICATION ROLE till WITH PASSWORD = 'Sesame1!';
--                      ^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
CREATE USER picker WITHOUT LOGIN;
GO
DECLARE @p sysname = N'Sesame1!';
EXEC sp_setapprole 'till', @p;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
EXEC sp_setapprole 'till', @p;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: An application role is in effect already: it has to be ended before another one. Msg 2762: sp_setapprole was not invoked correctly. Refer to the documentation for more information.
GO
--# session: login=sa db=Orchard
DECLARE @p sysname = N'Sesame1!', @c varbinary(8000), @d varbinary(8000);
BEGIN TRANSACTION;
EXEC sp_setapprole 'till', @p, @fCreateCookie = true, @cookie = @c OUTPUT;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: An application role cannot be activated inside a transaction. Msg 15002: The procedure 'sys.sp_setapprole' cannot be executed within a transaction.
COMMIT;
EXEC sp_unsetapprole @c;
--^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: No application role is in effect here. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.
EXEC sp_setapprole 'till', @p, @fCreateCookie = true, @cookie = @c OUTPUT;
EXEC sp_unsetapprole @d;
--^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: This is not the cookie of the application role. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.
EXEC sp_unsetapprole @c;
GO
DECLARE @c varbinary(50);
EXECUTE AS USER = 'picker' WITH COOKIE INTO @c;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect where the next connection begins.
--                              ^^^^^^^^^^^^^^ warning[cookie-variable-type]: @c is too short: it cuts the cookie off, and no REVERT takes what is left of it.
GO
DECLARE @c varbinary(100);
REVERT WITH COOKIE = @c;
--^^^^^^^^^^^^^^^^^^^^^ error[cookie-lost]: @c is a new variable here: the cookie of the frame was lost with the batch of its EXECUTE AS. Msg 15591: The current security context cannot be reverted using this statement. A cookie may or may not be needed with 'Revert' statement depending on how the context was set with 'Execute As' statement.
GO
--# session: login=sa db=Orchard
DECLARE @c int;
EXECUTE AS USER = 'picker' WITH COOKIE INTO @c;
--                              ^^^^^^^^^^^^^^ error[cookie-variable-type]: @c is no varbinary, so it holds no cookie. Msg 15533: Invalid data type is supplied in the 'Execute As' statement.
GO
