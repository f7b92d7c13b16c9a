// Made by `npm run docs` from the examples of the rules and test/stage.sql.

/** What gives a finding of a rule in an empty file, by the rule's id. */
export const samples: Readonly<Record<string, readonly string[]>> = {
  'adhoc-only-option': [
    "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk' WITH NO REVERT;\n",
    "EXEC ('EXECUTE AS USER = ''clerk'' WITH NO REVERT');\n",
  ],
  'branch-unbalanced': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;\n",
  ],
  'caller-outside-module': [
    "EXECUTE AS CALLER;\n",
    "CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;\n",
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;\n",
  ],
  'context-ends-with-string': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXEC ('EXECUTE AS USER = ''clerk''');\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXEC sp_executesql N'EXECUTE AS USER = ''clerk''';\n",
  ],
  'cookie-lost': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @c = 0x01; REVERT WITH COOKIE = @c;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nGO\nDECLARE @c varbinary(100); REVERT WITH COOKIE = @c;\n",
  ],
  'cookie-mismatch': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk'; REVERT WITH COOKIE = @c;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100), @d varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;\n",
  ],
  'cookie-variable-type': [
    "DECLARE @c int; EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;\n",
    "DECLARE @c varbinary(100), @d varchar(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;\n",
    "DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = 0x01;\n",
  ],
  'frame-left-to-module-end': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; END;\n",
  ],
  'mixed-mechanisms': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nSETUSER 'clerk'; REVERT;\n",
  ],
  'push-in-loop': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @i int = CHECKSUM(NEWID()); WHILE @i < 3 BEGIN EXECUTE AS USER = 'clerk'; SET @i += CHECKSUM(NEWID()); END;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT 1;\nGO 4\n",
  ],
  'revert-after-no-revert': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk' WITH NO REVERT; REVERT;\n",
  ],
  'revert-in-later-batch': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk';\nGO\nSELECT total FROM dbo.Orders;\nGO\nREVERT;\n",
    "CREATE USER amy FOR LOGIN amy;\nGO\nEXECUTE AS LOGIN = 'amy';\nGO\nREVERT;\n",
  ],
  'revert-in-string': [
    "EXECUTE AS USER = 'clerk'; EXEC ('REVERT');\n",
    "EXEC sp_executesql N'SELECT 1; REVERT';\n",
  ],
  'revert-outside-module-frame': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS REVERT;\n",
  ],
  'revert-skipped-on-error': [
    "CREATE USER clerk WITHOUT LOGIN;\nCREATE TABLE dbo.Orders (total money);\nGO\nCREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nCREATE TABLE dbo.Orders (total money);\nGO\nCREATE PROCEDURE dbo.p AS BEGIN BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT 1 / 0; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1; END;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nBEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;\n",
  ],
  'revert-without-frame': [
    "REVERT;\n",
  ],
  'revert-wrong-database': [
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nCREATE DATABASE warehouse;\nGO\nUSE warehouse;\nCREATE USER amy FOR LOGIN amy;\nGO\nUSE shop;\nCREATE USER amy FOR LOGIN amy;\nGO\nEXECUTE AS LOGIN = 'amy'; USE warehouse; REVERT;\n",
  ],
  'setuser-deprecated': [
    "SETUSER 'clerk'; SETUSER;\n",
  ],
  'unreverted-execute-as': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT 1;\n",
  ],
  'approle-cookie-mismatch': [
    "EXEC sp_unsetapprole 0x01;\n",
    "DECLARE @c varbinary(8000), @d varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT; EXEC sp_unsetapprole @d;\n",
    "DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @c OUTPUT;\nGO\nDECLARE @c varbinary(8000); EXEC sp_unsetapprole @c;\n",
    "DECLARE @c varbinary(8000); EXEC sp_setapprole 'till', 'secret', @fCreateCookie = false, @cookie = @c OUTPUT; EXEC sp_unsetapprole @c;\n",
  ],
  'approle-literal-password': [
    "CREATE APPLICATION ROLE counter WITH PASSWORD = 'Sesame1!';\n",
    "ALTER APPLICATION ROLE till WITH PASSWORD = N'Sesame1!';\n",
    "EXEC sp_setapprole 'till', 'secret';\n",
    "EXEC sp_addapprole 'counter', 'secret';\n",
    "EXEC sp_setapprole @rolename = 'till', @password = N'secret';\n",
  ],
  'approle-not-adhoc': [
    "CREATE PROCEDURE dbo.p AS EXEC sp_setapprole 'till', 'secret';\n",
    "EXEC ('EXEC sp_setapprole ''till'', ''secret''');\n",
    "BEGIN TRANSACTION; EXEC sp_setapprole 'till', 'secret'; COMMIT;\n",
    "CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';\nGO\nEXEC sp_setapprole 'till', 'secret'; EXEC sp_setapprole 'till', 'secret';\n",
  ],
  'approle-without-cookie': [
    "CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';\nGO\nEXEC sp_setapprole 'till', 'secret';\n",
  ],
  'azure-execute-as-login': [
    "CREATE DATABASE box CONTAINMENT = PARTIAL;\nGO\nUSE box; EXECUTE AS LOGIN = 'amy';\n",
    "CREATE DATABASE box CONTAINMENT = PARTIAL;\nGO\nUSE box; EXEC ('SELECT 1') AS LOGIN = 'amy';\n",
  ],
  'group-member-not-user': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'CORP\\bob'; REVERT;\n",
  ],
  'level-mixup': [
    "CREATE LOGIN amy_login WITH PASSWORD = 'x';\nCREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'amy_login';\n",
  ],
  'login-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS BEGIN EXECUTE AS LOGIN = 'amy'; SELECT 1; REVERT; END;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nEXECUTE AS USER = 'dbo'; EXECUTE AS LOGIN = 'amy';\n",
  ],
  'missing-impersonate': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; EXECUTE AS USER = 'dbo';\n",
  ],
  'not-impersonable': [
    "USE warehouse;\nGO\nEXECUTE AS USER = 'db_datareader';\n",
  ],
  'orphaned-target': [
    "USE warehouse;\nGO\nCREATE USER orphan FOR LOGIN gone;\nDROP LOGIN gone;\nGO\nEXECUTE AS USER = 'orphan';\n",
  ],
  'principal-not-static': [
    "CREATE PROCEDURE dbo.p @who sysname AS BEGIN EXECUTE AS USER = @who; SELECT 1; REVERT; END;\n",
    "DECLARE @who sysname; SELECT @who = name FROM sys.database_principals WHERE principal_id > 5; EXECUTE AS USER = @who; REVERT;\n",
  ],
  'quoted-principal-name': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = '[clerk]';\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXEC ('SELECT 1') AS USER = '[clerk]';\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = '[clerk]'; REVERT; END;\n",
  ],
  'target-without-connect': [
    "USE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nDENY CONNECT TO clerk; EXECUTE AS USER = 'clerk';\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nREVOKE CONNECT FROM clerk; EXECUTE AS USER = 'clerk';\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'guest';\n",
  ],
  'unknown-principal': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'clark';\n",
  ],
  'activation-sandbox': [
    "CREATE DATABASE depot;\nGO\nUSE depot;\nCREATE TABLE dbo.Item (Id int);\nGO\nCREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER pumper WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);\nGO\nGRANT EXECUTE ON dbo.pump TO pumper;\nCREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS 'pumper');\n",
    "CREATE DATABASE depot;\nGO\nCREATE DATABASE sales;\nGO\nUSE sales;\nGO\nCREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);\nGO\nCREATE QUEUE dbo.jobs;\nGO\nALTER QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER);\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nGO\nCREATE PROCEDURE dbo.pump AS SELECT * FROM sys.dm_os_wait_stats;\nGO\nCREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);\n",
  ],
  'cross-db-chain-broken': [
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE depot;\nGO\nUSE depot;\nCREATE USER ann;\nCREATE TABLE dbo.Item (Id int);\nGO\nCREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER ann;\nGO\nCREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;\nGO\nGRANT EXECUTE ON dbo.items TO ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE depot;\nGO\nUSE depot;\nCREATE USER ann;\nCREATE TABLE dbo.Item (Id int);\nGO\nCREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER ann;\nGO\nCREATE VIEW dbo.items AS SELECT Id FROM depot.dbo.Item;\nGO\nGRANT SELECT ON dbo.items TO ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE depot;\nGO\nUSE depot;\nCREATE USER ann;\nCREATE TABLE dbo.Item (Id int);\nGO\nCREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER ann;\nGO\nCREATE LOGIN holder WITH PASSWORD = 'x';\nALTER AUTHORIZATION ON DATABASE::depot TO holder;\nALTER DATABASE sales SET DB_CHAINING ON;\nALTER DATABASE depot SET DB_CHAINING ON;\nGO\nCREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;\nGO\nGRANT EXECUTE ON dbo.items TO ann;\n",
  ],
  'cross-db-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; EXECUTE AS USER = 'amy'; SELECT item FROM warehouse.dbo.Stock;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT item FROM warehouse.dbo.Stock;\n",
  ],
  'linked-server-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT a FROM far.db.dbo.t;\n",
  ],
  'no-user-in-target': [
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nUSE warehouse;\nGO\nEXECUTE AS LOGIN = 'amy'; USE model;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE attic;\nGO\nUSE attic; CREATE USER ann; DENY CONNECT TO ann; USE tempdb;\nEXECUTE AS LOGIN = 'ann'; USE attic;\n",
  ],
  'remote-context-reset': [
    "CREATE USER amy FOR LOGIN amy;\nGO\nEXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; SELECT a FROM far.db.dbo.t; REVERT;\n",
    "CREATE USER amy FOR LOGIN amy;\nGO\nEXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; EXEC ('SELECT 1') AT far; REVERT;\n",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'reader', 'x'; SELECT * FROM OPENQUERY(far, 'SELECT 1');\n",
  ],
  'server-op-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; CREATE LOGIN zoe WITH PASSWORD = 'x';\n",
  ],
  'use-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; EXECUTE AS USER = 'amy'; USE warehouse;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; USE warehouse;\n",
  ],
  'use-under-approle': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nSETUSER 'clerk'; USE warehouse;\n",
  ],
  'azure-login-function': [
    "EXECUTE AS USER = 'clerk'; SELECT SUSER_SNAME(); REVERT;\n",
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT SYSTEM_USER AS me;\n",
  ],
  'azure-sandbox-options': [
    "USE warehouse;\n",
    "SELECT item FROM warehouse.dbo.Stock;\n",
    "CREATE DATABASE shop;\nGO\nALTER DATABASE shop SET TRUSTWORTHY ON;\n",
  ],
  'assembly-permission-granted': [
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nGRANT UNSAFE ASSEMBLY TO ann;\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nGRANT EXTERNAL ACCESS ASSEMBLY TO ann;\n",
    "USE master;\nCREATE SERVER ROLE makers;\nGRANT UNSAFE ASSEMBLY TO makers;\n",
  ],
  'broad-authenticate': [
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nGRANT AUTHENTICATE SERVER TO ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE depot;\nALTER AUTHORIZATION ON DATABASE::depot TO ann;\nCREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER ann;\nGRANT AUTHENTICATE TO ann;\n",
    "USE master;\nCREATE SERVER ROLE vouchers;\nGRANT AUTHENTICATE SERVER TO vouchers;\n",
  ],
  'control-implies-impersonate': [
    "CREATE USER clerk WITHOUT LOGIN;\nCREATE USER idle WITHOUT LOGIN;\nGO\nGRANT CONTROL ON USER::idle TO clerk;\n",
    "USE master; GRANT CONTROL ON LOGIN::amy_login TO amy;\n",
  ],
  'db-chaining-on': [
    "ALTER DATABASE shop SET DB_CHAINING ON;\n",
    "CREATE DATABASE linked WITH DB_CHAINING ON;\n",
    "EXEC sp_configure 'cross db ownership chaining', 1;\n",
    "EXEC sys.sp_configure @configname = 'cross db', @configvalue = 1;\n",
  ],
  'escalation-path': [
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nCREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nGO\nCREATE PROCEDURE dbo.helper AS SELECT 1;\nGO\nCREATE PROCEDURE dbo.nightly WITH EXECUTE AS OWNER AS EXEC dbo.helper;\nGO\nGRANT EXECUTE ON dbo.nightly TO amy; GRANT ALTER ON dbo.helper TO amy;\n",
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nCREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nGO\nCREATE PROCEDURE dbo.run_any @cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC (@cmd);\nGO\nGRANT EXECUTE ON dbo.run_any TO amy;\n",
  ],
  'guest-enabled': [
    "GRANT CONNECT TO guest;\n",
    "GRANT SELECT, CONNECT TO guest;\n",
    "CREATE ROLE staff;\nGO\nALTER ROLE staff ADD MEMBER guest;\n",
    "EXEC sp_addrolemember 'db_datareader', 'guest';\n",
    "EXEC sp_adduser 'guest';\n",
  ],
  'impersonate-dbo': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nGRANT IMPERSONATE ON USER::dbo TO clerk;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nGRANT CONTROL ON USER::dbo TO clerk;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nALTER ROLE db_owner ADD MEMBER keeper;\nGRANT IMPERSONATE ON USER::keeper TO teller;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nEXEC sp_addrolemember 'db_owner', 'keeper';\nGRANT IMPERSONATE ON USER::keeper TO teller;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nGRANT CONTROL TO keeper;\nGRANT IMPERSONATE ON USER::keeper TO teller;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nGRANT IMPERSONATE ON USER::keeper TO teller;\nALTER ROLE db_owner ADD MEMBER keeper;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nGRANT IMPERSONATE ON USER::dbo TO keeper;\nGRANT IMPERSONATE ON USER::keeper TO teller;\n",
  ],
  'impersonate-privileged': [
    "USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE LOGIN ben WITH PASSWORD = 'x';\nALTER SERVER ROLE sysadmin ADD MEMBER ben;\nGRANT CONTROL ON LOGIN::ben TO ann;\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE LOGIN ben WITH PASSWORD = 'x';\nGRANT CONTROL SERVER TO ben;\nGRANT IMPERSONATE ON LOGIN::ben TO ann;\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE LOGIN ben WITH PASSWORD = 'x';\nGRANT IMPERSONATE ON LOGIN::sa TO ben;\nGRANT IMPERSONATE ON LOGIN::ben TO ann;\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE LOGIN ben WITH PASSWORD = 'x';\nGRANT IMPERSONATE ON LOGIN::ben TO ann;\nEXEC sp_addsrvrolemember 'ben', 'sysadmin';\n",
    "USE master;\nCREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE LOGIN ben WITH PASSWORD = 'x';\nUSE msdb;\nCREATE USER ben;\nALTER ROLE db_owner ADD MEMBER ben;\nUSE master;\nGRANT IMPERSONATE ON LOGIN::ben TO ann;\n",
  ],
  'key-granted-by-another': [
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGRANT ALTER ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;\nEXECUTE AS USER = 'keeper';\nGRANT ALTER ON CERTIFICATE::Seal TO teller;\nREVERT;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGRANT CONTROL ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;\nGRANT CONTROL ON CERTIFICATE::Seal TO teller AS keeper;\n",
  ],
  'msdb-owner-member': [
    "USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;\n",
    "USE msdb; CREATE USER amy FOR LOGIN amy; EXEC sp_addrolemember 'db_owner', 'amy';\n",
    "USE msdb; CREATE USER amy FOR LOGIN amy; USE shop; EXEC msdb.dbo.sp_addrolemember N'db_owner', N'amy';\n",
    "USE msdb; CREATE USER amy FOR LOGIN amy; CREATE ROLE dev; ALTER ROLE db_owner ADD MEMBER dev; ALTER ROLE dev ADD MEMBER amy;\n",
    "USE msdb; CREATE USER amy FOR LOGIN amy; GRANT CONTROL TO amy;\n",
  ],
  'roles-in-fixed-roles': [
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nALTER ROLE db_owner ADD MEMBER counter;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nALTER ROLE db_securityadmin ADD MEMBER counter;\n",
    "CREATE DATABASE sales;\nGO\nUSE sales;\nCREATE USER teller WITHOUT LOGIN;\nCREATE USER keeper WITHOUT LOGIN;\nCREATE ROLE counter;\nEXEC sp_addrolemember 'db_ddladmin', 'counter';\n",
    "CREATE ROLE doors; ALTER ROLE db_accessadmin ADD MEMBER doors;\n",
  ],
  'server-wide-impersonation-grant': [
    "USE master; GRANT CONTROL SERVER TO amy;\n",
    "USE master; GRANT IMPERSONATE ANY LOGIN TO amy;\n",
    "USE master; GRANT ALTER ANY LOGIN TO amy;\n",
    "ALTER SERVER ROLE securityadmin ADD MEMBER amy;\n",
    "ALTER SERVER ROLE sysadmin ADD MEMBER amy;\n",
    "EXEC sp_addsrvrolemember 'amy', 'sysadmin';\n",
    "EXEC master..sp_addsrvrolemember @rolename = 'securityadmin', @loginame = 'amy';\n",
    "USE master; CREATE SERVER ROLE chiefs; GRANT CONTROL SERVER TO chiefs; ALTER SERVER ROLE chiefs ADD MEMBER amy;\n",
  ],
  'trustworthy-on': [
    "ALTER DATABASE shop SET TRUSTWORTHY ON;\n",
    "ALTER DATABASE CURRENT SET TRUSTWORTHY ON;\n",
    "CREATE DATABASE loud WITH TRUSTWORTHY ON;\n",
  ],
  'command-shell-granted': [
    "USE master; CREATE USER amy FOR LOGIN amy; GRANT EXECUTE ON xp_cmdshell TO amy;\n",
    "USE master; GRANT EXECUTE ON sys.xp_cmdshell TO public;\n",
    "EXEC sp_xp_cmdshell_proxy_account 'CORP\\runner', 'x';\n",
    "CREATE CREDENTIAL ##xp_cmdshell_proxy_account## WITH IDENTITY = 'CORP\\runner', SECRET = 'x';\n",
  ],
  'linked-fixed-login': [
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'sa', 'x';\n",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin @rmtsrvname = 'far', @useself = 'FALSE', @locallogin = NULL, @rmtuser = 'reader', @rmtpassword = 'x';\n",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'sa', 'x';\n",
  ],
  'owner-unresolvable': [
    "RESTORE DATABASE archive FROM DISK = 'a.bak';\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\n",
    "CREATE DATABASE archive ON (FILENAME = 'a.mdf') FOR ATTACH;\nGO\nUSE archive;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS 'dbo' AS SELECT 1;\n",
    "EXEC sp_attach_db 'archive', 'a.mdf';\nGO\nUSE archive; EXECUTE AS USER = 'dbo'; REVERT;\n",
  ],
  'startup-procedure': [
    "USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'on';\n",
    "USE master; CREATE USER ann WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'on'; GRANT ALTER ON dbo.warm_up TO ann;\n",
  ],
  'trustworthy-escalation-path': [
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nALTER ROLE db_owner ADD MEMBER ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nALTER ROLE db_owner ADD MEMBER ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nEXEC sp_addrolemember 'db_owner', 'ann';\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nGRANT IMPERSONATE ON USER::dbo TO ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nGRANT CONTROL TO ann;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nCREATE USER keeper WITHOUT LOGIN;\nALTER ROLE db_owner ADD MEMBER keeper;\nGRANT IMPERSONATE ON USER::keeper TO ann;\nALTER DATABASE sales SET TRUSTWORTHY ON;\n",
    "CREATE LOGIN ann WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nGO\nUSE sales;\nCREATE USER ann;\nCREATE ROLE counter;\nALTER ROLE db_owner ADD MEMBER counter;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nALTER ROLE counter ADD MEMBER ann;\n",
  ],
  'trustworthy-privileged-owner': [
    "CREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO sa;\nALTER DATABASE sales SET TRUSTWORTHY ON;\n",
    "--# session: login=sa db=master\nCREATE DATABASE sales WITH TRUSTWORTHY ON;\n",
    "CREATE LOGIN holder WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO holder;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nALTER SERVER ROLE securityadmin ADD MEMBER holder;\n",
    "CREATE LOGIN holder WITH PASSWORD = 'x';\nCREATE DATABASE sales;\nALTER AUTHORIZATION ON DATABASE::sales TO holder;\nALTER DATABASE sales SET TRUSTWORTHY ON;\nGO\nUSE sales;\nEXEC sp_changedbowner 'sa';\n",
  ],
  'alter-drops-clause': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nALTER PROCEDURE dbo.AsClerk AS SELECT 1;\n",
  ],
  'assembly-leans-on-trustworthy': [
    "CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nALTER DATABASE shop SET TRUSTWORTHY ON;\nCREATE ASSEMBLY mailer FROM 0x4D5A WITH PERMISSION_SET = UNSAFE;\n",
    "CREATE DATABASE shop;\nGO\nUSE shop;\nGO\nALTER DATABASE shop SET TRUSTWORTHY ON;\nCREATE ASSEMBLY mailer FROM 0x4D5A;\n",
  ],
  'clause-not-allowed': [
    "CREATE FUNCTION dbo.f() RETURNS TABLE WITH EXECUTE AS OWNER AS RETURN (SELECT 1 AS a);\n",
    "CREATE TRIGGER made ON DATABASE WITH EXECUTE AS OWNER FOR CREATE_TABLE AS PRINT 'made';\n",
  ],
  'clr-strict-off': [
    "EXEC sp_configure 'clr strict security', 0;\n",
  ],
  'drop-run-as-principal': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nDROP USER clerk;\n",
  ],
  'execute-as-self': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;\n",
    "CREATE QUEUE dbo.q WITH ACTIVATION (PROCEDURE_NAME = dbo.AsClerk, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);\n",
  ],
  'grantee-cannot-finish': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE TABLE dbo.Orders (total money);\nGO\nCREATE ROLE readers;\nGO\nCREATE PROCEDURE dbo.clear AS TRUNCATE TABLE dbo.Orders;\nGO\nGRANT EXECUTE ON dbo.clear TO readers;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nCREATE USER idle WITHOUT LOGIN;\nGO\nCREATE SCHEMA hidden AUTHORIZATION clerk;\nGO\nCREATE TABLE hidden.Cost (cost money);\nGO\nCREATE PROCEDURE dbo.costs AS SELECT cost FROM hidden.Cost;\nGO\nGRANT EXECUTE ON dbo.costs TO idle;\n",
  ],
  'identity-under-impersonation': [
    "CREATE TABLE dbo.Log (who sysname);\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS INSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());\n",
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS IF SYSTEM_USER = 'amy' PRINT 'amy';\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE TABLE dbo.Log (who sysname);\nGO\nGRANT INSERT ON dbo.Log TO clerk;\nEXECUTE AS USER = 'clerk'; INSERT INTO dbo.Log (who) VALUES (CURRENT_USER); REVERT;\n",
  ],
  'injection-under-elevation': [
    "CREATE PROCEDURE dbo.Run @Cmd varchar(max) WITH EXECUTE AS 'dbo' AS EXECUTE (@Cmd);\n",
    "CREATE PROCEDURE dbo.Clear @table sysname WITH EXECUTE AS OWNER AS\nBEGIN\n  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + @table;\n  EXEC sp_executesql @sql;\nEND;\n",
    "CREATE TRIGGER dbo.Log ON dbo.Orders AFTER INSERT AS\nBEGIN\n  DECLARE @note nvarchar(100);\n  SELECT @note = note FROM inserted;\n  EXEC (N'PRINT ''' + @note + N'''');\nEND;\n",
    "CREATE PROCEDURE dbo.Exec1 @text nvarchar(max) AS EXEC (@text);\nGO\nCREATE PROCEDURE dbo.Run @Cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC dbo.Exec1 @Cmd;\n",
  ],
  'not-signable': [
    "CREATE VIEW dbo.v AS SELECT 1 AS a;\nGO\nADD SIGNATURE TO dbo.v BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  ],
  'owner-not-single': [
    "USE warehouse;\nGO\nCREATE ROLE staff;\nGO\nCREATE SCHEMA staffonly AUTHORIZATION staff;\nGO\nCREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC staffonly.p;\n",
  ],
  'owner-resolves-to-dbo': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nGRANT EXECUTE ON dbo.p TO public;\n",
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nGRANT EXECUTE ON SCHEMA::dbo TO public;\n",
    "GRANT EXECUTE ON SCHEMA::dbo TO guest;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\n",
  ],
  'ownership-change-alters-context': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON dbo.p TO clerk;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE SCHEMA other AUTHORIZATION clerk;\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER SCHEMA other TRANSFER dbo.p;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE SCHEMA other;\nGO\nCREATE PROCEDURE other.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nALTER AUTHORIZATION ON SCHEMA::other TO clerk;\n",
  ],
  'permission-denied': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nCREATE TABLE dbo.Orders (total money);\nGO\nEXECUTE AS USER = 'clerk'; DELETE FROM dbo.Orders;\n",
  ],
  'redundant-caller': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS SELECT 1;\n",
  ],
  'server-trigger-context': [
    "CREATE TRIGGER made ON ALL SERVER WITH EXECUTE AS 'sa' FOR CREATE_DATABASE AS PRINT 'made';\n",
    "CREATE TRIGGER hello ON ALL SERVER WITH EXECUTE AS SELF FOR LOGON AS PRINT 'hello';\n",
  ],
  'signature-lost': [
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;\n",
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nCREATE OR ALTER PROCEDURE dbo.Signed AS SELECT 1;\n",
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nDROP PROCEDURE dbo.Signed;\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\n",
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nDROP PROCEDURE IF EXISTS dbo.Signed;\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\n",
  ],
  'unsafe-assembly': [
    "CREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = UNSAFE;\n",
  ],
  'certificate-absent-in-target': [
    "CREATE DATABASE shop;\nCREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER amy FOR LOGIN amy;\nGO\nCREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM warehouse.dbo.Stock;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
    "CREATE DATABASE shop;\nCREATE DATABASE warehouse;\nGO\nUSE shop;\nGO\nCREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT item FROM warehouse.dbo.Stock;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nEXEC dbo.p;\n",
  ],
  'countersignature-needed': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE TABLE dbo.Orders (total money);\nGO\nCREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE USER signer FROM CERTIFICATE SignCert;\nCREATE ROLE readers;\nGRANT SELECT ON dbo.Orders TO signer;\nGO\nCREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');\nGO\nCREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;\nGO\nGRANT EXECUTE ON dbo.search TO readers;\nADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  ],
  'private-key-kept': [
    "CREATE CERTIFICATE Sign2 ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'signing';\nGO\nADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE Sign2 WITH PASSWORD = 'Sesame1!';\n",
    "CREATE ASYMMETRIC KEY Key2 WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Sesame1!';\nGO\nADD SIGNATURE TO dbo.AsClerk BY ASYMMETRIC KEY Key2 WITH PASSWORD = 'Sesame1!';\n",
  ],
  'signature-without-effect': [
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nCREATE USER signer FROM CERTIFICATE SignCert;\nGO\nADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  ],
  'signed-execute-as-owner': [
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nADD COUNTER SIGNATURE TO OBJECT::dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  ],
  'opaque-under-impersonation': [
    "CREATE PROCEDURE dbo.p @what nvarchar(max) WITH EXECUTE AS 'clerk' AS EXEC (@what);\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.p @what nvarchar(max) AS BEGIN EXECUTE AS USER = 'clerk'; EXEC sp_executesql @what; REVERT; END;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.p @what nvarchar(max) AS EXEC (@what) AS USER = 'clerk';\n",
  ],
  'refused': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nGRANT SELECT ON OBJECT::dbo.Nowhere TO clerk;\n",
    "USE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE USER clerk WITHOUT LOGIN;\n",
    "USE warehouse;\nGO\nGRANT VIEW SERVER STATE TO amy;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXEC ('DROP ROLE nobodys');\n",
  ],
};
