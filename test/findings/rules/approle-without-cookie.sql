CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';
--                      ^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
GO
EXEC sp_setapprole 'till', 'secret';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
--                         ^^^^^^^^ warning[approle-literal-password]: The password of the application role stands here for everybody to read.
