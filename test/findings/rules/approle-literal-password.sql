CREATE APPLICATION ROLE counter WITH PASSWORD = 'Sesame1!';
--                      ^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
ALTER APPLICATION ROLE till WITH PASSWORD = N'Sesame1!';
--                     ^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
EXEC sp_setapprole 'till', 'secret';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
--                         ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
EXEC sp_addapprole 'counter', 'secret';
--                            ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.

-- ----------------------------------------------------------------
EXEC sp_setapprole @rolename = 'till', @password = N'secret';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
--                                                 ^^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
