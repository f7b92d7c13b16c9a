USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT UNSAFE ASSEMBLY TO ann;
--                       ^^^ warning[assembly-permission-granted]: 'ann' is no login of a key: with UNSAFE ASSEMBLY it can run code as the service account.

-- ----------------------------------------------------------------
USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT EXTERNAL ACCESS ASSEMBLY TO ann;
--                                ^^^ warning[assembly-permission-granted]: 'ann' is no login of a key: with EXTERNAL ACCESS ASSEMBLY it can run code as the service account.

-- ----------------------------------------------------------------
USE master;
CREATE SERVER ROLE makers;
GRANT UNSAFE ASSEMBLY TO makers;
--                       ^^^^^^ warning[assembly-permission-granted]: 'makers' is no login of a key: with UNSAFE ASSEMBLY it can run code as the service account.
