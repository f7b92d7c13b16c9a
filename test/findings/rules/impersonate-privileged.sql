USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;
--                ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on sa makes its holder a sysadmin.

-- ----------------------------------------------------------------
CREATE LOGIN amy_login WITH PASSWORD = 'x';
GO
USE master; ALTER SERVER ROLE sysadmin ADD MEMBER amy_login; GRANT CONTROL ON LOGIN::amy_login TO amy;
--                                                                 ^^^^^^^ warning[impersonate-privileged]: CONTROL on amy_login makes its holder a sysadmin.
