USE shop;
GO
ALTER DATABASE shop SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
CREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;
--              ^^^^^^ warning[assembly-leans-on-trustworthy]: mailer is trusted only because the database is TRUSTWORTHY: no signature or hash that the scripts show lets it in. Strict security asks for that of every assembly.
--              ^^^^^^ warning[unsafe-assembly]: PERMISSION_SET = UNSAFE: the code may act outside the server, as its service account unless it impersonates.

-- ----------------------------------------------------------------
USE shop;
GO
ALTER DATABASE shop SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
CREATE ASSEMBLY mailer FROM 0x4D5A;
--              ^^^^^^ warning[assembly-leans-on-trustworthy]: mailer is trusted only because the database is TRUSTWORTHY: no signature or hash that the scripts show lets it in. Strict security asks for that of every assembly.
