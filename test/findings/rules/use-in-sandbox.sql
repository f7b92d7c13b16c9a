CREATE DATABASE warehouse;
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
GO
CREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; EXECUTE AS USER = 'amy'; USE warehouse;
--                                                                                                          ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
--                                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                                                                                                                       ^^^^^^^^^ error[use-in-sandbox]: 'amy' cannot leave shop. TRUSTWORTHY is on in shop, but 'low', who owns it, has no AUTHENTICATE in warehouse. Msg 916: The server principal "amy" is not able to access the database "warehouse" under the current security context.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE shop;
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; USE warehouse;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                             ^^^^^^^^^ error[use-in-sandbox]: 'clerk' cannot leave shop. A user without login can never cross, however trusted the database is. Msg 916: The server principal "S-1-9-3-..." is not able to access the database "warehouse" under the current security context.
