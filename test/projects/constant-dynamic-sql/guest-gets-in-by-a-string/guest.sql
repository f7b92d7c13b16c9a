CREATE DATABASE Lookup;
GO
EXEC (N'USE Lookup; GRANT CONNECT TO guest;');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[guest-enabled]: guest
GO
