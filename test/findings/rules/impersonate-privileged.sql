USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;
--                ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on sa makes 'amy' a sysadmin: 'sa' is a member of sysadmin.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
ALTER SERVER ROLE sysadmin ADD MEMBER ben;
--                                    ^^^ warning[server-wide-impersonation-grant]: 'ben' may do everything on the server.
GRANT CONTROL ON LOGIN::ben TO ann;
--    ^^^^^^^ warning[impersonate-privileged]: CONTROL on ben makes 'ann' a sysadmin: 'ben' is a member of sysadmin.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT CONTROL SERVER TO ben;
--    ^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER reaches every login of the server; 'ben' would hold it.
GRANT IMPERSONATE ON LOGIN::ben TO ann;
--    ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on ben makes 'ann' a sysadmin: 'ben' holds CONTROL SERVER.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT IMPERSONATE ON LOGIN::sa TO ben;
--    ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on sa makes 'ben' a sysadmin: 'sa' is a member of sysadmin.
GRANT IMPERSONATE ON LOGIN::ben TO ann;
--    ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on ben makes 'ann' a sysadmin: 'ben' may impersonate 'sa', 'sa' is a member of sysadmin.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
GRANT IMPERSONATE ON LOGIN::ben TO ann;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'ann' can become sysadmin in one step.
EXEC sp_addsrvrolemember 'ben', 'sysadmin';
--                       ^^^^^ warning[impersonate-privileged]: 'ann' may impersonate 'ben' and so becomes a sysadmin, too: 'ben' is a member of sysadmin.
--                       ^^^^^ warning[server-wide-impersonation-grant]: 'ben' may do everything on the server.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE LOGIN ben WITH PASSWORD = 'x';
USE msdb;
CREATE USER ben;
ALTER ROLE db_owner ADD MEMBER ben;
--                             ^^^ warning[msdb-owner-member]: ben as db_owner of msdb can become sysadmin.
USE master;
GRANT IMPERSONATE ON LOGIN::ben TO ann;
--    ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on ben makes 'ann' a sysadmin: 'ben' can be dbo in msdb, which is TRUSTWORTHY and belongs to 'sa', 'sa' is a member of sysadmin.
