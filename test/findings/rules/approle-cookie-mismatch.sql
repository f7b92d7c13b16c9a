EXEC sp_unsetapprole 0x01;
--^^^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: No application role is in effect here. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.

-- ----------------------------------------------------------------
DECLARE @c varbinary(8000), @d varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @d;
--                                                                         ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
--                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: This is not the cookie of the application role. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.

-- ----------------------------------------------------------------
DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT;
--                                                     ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
GO
DECLARE @c varbinary(8000); EXEC sp_unsetapprole @c;
--                          ^^^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: This is not the cookie of the application role. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.

-- ----------------------------------------------------------------
DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = false, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c;
--                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
--                                                     ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
--                                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^ error[approle-cookie-mismatch]: The application role was activated without a cookie: it stays for the rest of the connection. Msg 15592: Cannot unset application role because none was set or the cookie is invalid.
