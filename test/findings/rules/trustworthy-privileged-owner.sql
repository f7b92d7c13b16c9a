CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
--# session: login=sa db=master
CREATE DATABASE sales WITH TRUSTWORTHY ON;
--              ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                         ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
CREATE LOGIN holder WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO holder;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
ALTER SERVER ROLE securityadmin ADD MEMBER holder;
--                                         ^^^^^^ warning[server-wide-impersonation-grant]: securityadmin grants server permissions and resets the passwords of logins; 'holder' would do so.
--                                         ^^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'holder', who is a member of securityadmin: its dbo is as good as a sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN holder WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO holder;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
GO
USE sales;
EXEC sp_changedbowner 'sa';
--                    ^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
