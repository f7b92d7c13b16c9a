CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE shop;
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
GO
ALTER AUTHORIZATION ON DATABASE::shop TO sa; GRANT IMPERSONATE ON USER::dbo TO amy; ALTER DATABASE shop SET TRUSTWORTHY ON;
--                                                 ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on dbo gives the whole database away to 'amy'.
--                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become sysadmin in 2 steps.
--                                                                                                 ^^^^ warning[trustworthy-escalation-path]: 'amy' may impersonate 'dbo' and so becomes as good as a sysadmin: shop is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
--                                                                                                          ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
GO
CREATE PROCEDURE dbo.run_any @cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC (@cmd);
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become db_owner of warehouse in 2 steps.
--                                                                       ^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'dbo' is not known before it is run.
--                                                                             ^^^^ warning[injection-under-elevation]: The parameter @cmd gets into the text that EXEC runs as 'dbo', who may do anything in warehouse.
GO
GRANT EXECUTE ON dbo.run_any TO amy;
