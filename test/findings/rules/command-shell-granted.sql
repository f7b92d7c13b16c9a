USE master; CREATE USER amy FOR LOGIN amy; GRANT EXECUTE ON xp_cmdshell TO amy;
--                                               ^^^^^^^ warning[command-shell-granted]: 'amy' may run commands of the operating system, as the proxy account of xp_cmdshell.

-- ----------------------------------------------------------------
USE master; GRANT EXECUTE ON sys.xp_cmdshell TO public;
--                ^^^^^^^ warning[command-shell-granted]: 'public' may run commands of the operating system, as the proxy account of xp_cmdshell.

-- ----------------------------------------------------------------
EXEC sp_xp_cmdshell_proxy_account 'CORP\runner', 'x';
--                                ^^^^^^^^^^^^^ warning[command-shell-granted]: Whoever may EXECUTE xp_cmdshell and is no administrator runs commands as CORP\runner from now on.

-- ----------------------------------------------------------------
CREATE CREDENTIAL ##xp_cmdshell_proxy_account## WITH IDENTITY = 'CORP\runner', SECRET = 'x';
--                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[command-shell-granted]: Whoever may EXECUTE xp_cmdshell and is no administrator runs commands as this account from now on.
