CREATE PROCEDURE dbo.p AS EXEC sp_setapprole 'till', 'secret';
--                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: An application role cannot be activated in a module or in dynamic SQL. Msg 15422: Application roles can only be activated at the ad hoc level.
--                                                   ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
EXEC ('EXEC sp_setapprole ''till'', ''secret''');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-literal-password]: In the string: The password of the application role stands here for everybody to read.
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: In the string: An application role cannot be activated in a module or in dynamic SQL. Msg 15422: Application roles can only be activated at the ad hoc level.

-- ----------------------------------------------------------------
BEGIN TRANSACTION; EXEC sp_setapprole 'till', 'secret'; COMMIT;
--                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: An application role cannot be activated inside a transaction. Msg 15002: The procedure 'sys.sp_setapprole' cannot be executed within a transaction.
--                                            ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';
--                      ^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
GO
EXEC sp_setapprole 'till', 'secret'; EXEC sp_setapprole 'till', 'secret';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
--                         ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
--                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[approle-not-adhoc]: An application role is in effect already: it has to be ended before another one. Msg 2762: sp_setapprole was not invoked correctly. Refer to the documentation for more information.
--                                                              ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
