CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER ROLE db_owner ADD MEMBER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-escalation-path]: 'ann' is a member of db_owner and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
ALTER ROLE db_owner ADD MEMBER ann;
--                             ^^^ warning[trustworthy-escalation-path]: 'ann' is a member of db_owner and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
EXEC sp_addrolemember 'db_owner', 'ann';
--                                ^^^^^ warning[trustworthy-escalation-path]: 'ann' is a member of db_owner and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
GRANT IMPERSONATE ON USER::dbo TO ann;
--                                ^^^ warning[trustworthy-escalation-path]: 'ann' may impersonate 'dbo' and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
GRANT CONTROL TO ann;
--               ^^^ warning[trustworthy-escalation-path]: 'ann' holds CONTROL on the database and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
CREATE USER keeper WITHOUT LOGIN;
ALTER ROLE db_owner ADD MEMBER keeper;
GRANT IMPERSONATE ON USER::keeper TO ann;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on keeper gives the whole database away to 'ann': 'keeper' is a member of db_owner.
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-escalation-path]: 'ann' may impersonate 'keeper', 'keeper' is a member of db_owner and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE sales;
ALTER AUTHORIZATION ON DATABASE::sales TO sa;
GO
USE sales;
CREATE USER ann;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER counter;
--                             ^^^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'counter' is a member of db_owner, too.
ALTER DATABASE sales SET TRUSTWORTHY ON;
--             ^^^^^ warning[trustworthy-privileged-owner]: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                       ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
ALTER ROLE counter ADD MEMBER ann;
--                            ^^^ warning[trustworthy-escalation-path]: 'ann' is a member of db_owner and so becomes as good as a sysadmin: sales is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
