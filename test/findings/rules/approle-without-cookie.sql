CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';
GO
EXEC sp_setapprole 'till', 'secret';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[approle-without-cookie]: The application role stays for the rest of the connection: it was activated without a cookie.
