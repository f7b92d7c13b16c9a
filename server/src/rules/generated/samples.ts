// Made by `npm run docs` from the examples of the rules and test/stage.sql.

/** What gives a finding of a rule in an empty file, by the rule's id. */
export const samples: Readonly<Record<string, readonly string[]>> = {
  'adhoc-only-option': [
    "CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk' WITH NO REVERT;\n",
  ],
  'approle-without-cookie': [
    "CREATE APPLICATION ROLE till WITH PASSWORD = 'secret';\nGO\nEXEC sp_setapprole 'till', 'secret';\n",
  ],
  'branch-unbalanced': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;\n",
  ],
  'caller-outside-module': [
    "EXECUTE AS CALLER;\n",
  ],
  'context-ends-with-string': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXEC ('EXECUTE AS USER = ''clerk''');\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXEC sp_executesql N'EXECUTE AS USER = ''clerk''';\n",
  ],
  'cookie-lost': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @c = 0x01; REVERT WITH COOKIE = @c;\n",
  ],
  'cookie-mismatch': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT;\n",
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @c varbinary(100); EXECUTE AS USER = 'clerk'; REVERT WITH COOKIE = @c;\n",
  ],
  'frame-left-to-module-end': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; END;\n",
  ],
  'mixed-mechanisms': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nSETUSER 'clerk'; REVERT;\n",
  ],
  'push-in-loop': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nDECLARE @i int = CHECKSUM(NEWID()); WHILE @i < 3 BEGIN EXECUTE AS USER = 'clerk'; SET @i += CHECKSUM(NEWID()); END;\n",
  ],
  'revert-after-no-revert': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk' WITH NO REVERT; REVERT;\n",
  ],
  'revert-in-string': [
    "EXECUTE AS USER = 'clerk'; EXEC ('REVERT');\n",
    "EXEC sp_executesql N'SELECT 1; REVERT';\n",
  ],
  'revert-outside-module-frame': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS REVERT;\n",
  ],
  'revert-skipped-on-error': [
    "CREATE USER clerk WITHOUT LOGIN;\nGRANT SELECT ON dbo.Orders TO clerk;\nGO\nBEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;\n",
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
  'azure-execute-as-login': [
    "CREATE DATABASE box CONTAINMENT = PARTIAL;\nGO\nUSE box; EXECUTE AS LOGIN = 'amy';\n",
  ],
  'level-mixup': [
    "CREATE LOGIN amy_login WITH PASSWORD = 'x';\nCREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'amy_login';\n",
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
  'unknown-principal': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXECUTE AS USER = 'clark';\n",
  ],
  'cross-db-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT item FROM warehouse.dbo.Stock;\n",
  ],
  'linked-server-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; SELECT a FROM far.db.dbo.t;\n",
  ],
  'no-user-in-target': [
    "CREATE LOGIN amy WITH PASSWORD = 'x';\nGO\nUSE warehouse;\nGO\nCREATE USER amy FOR LOGIN amy;\nGO\nEXECUTE AS LOGIN = 'amy'; USE model;\n",
  ],
  'server-op-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; CREATE LOGIN zoe WITH PASSWORD = 'x';\n",
  ],
  'use-in-sandbox': [
    "CREATE DATABASE warehouse;\nGO\nUSE shop;\nCREATE USER clerk WITHOUT LOGIN;\nGO\nEXECUTE AS USER = 'clerk'; USE warehouse;\n",
  ],
  'use-under-approle': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nSETUSER 'clerk'; USE warehouse;\n",
  ],
  'db-chaining-on': [
    "ALTER DATABASE shop SET DB_CHAINING ON;\n",
  ],
  'guest-enabled': [
    "GRANT CONNECT TO guest;\n",
  ],
  'impersonate-dbo': [
    "GRANT IMPERSONATE ON USER::dbo TO clerk;\n",
  ],
  'impersonate-privileged': [
    "USE master; GRANT IMPERSONATE ON LOGIN::sa TO amy;\n",
    "CREATE LOGIN amy_login WITH PASSWORD = 'x';\nGO\nUSE master; ALTER SERVER ROLE sysadmin ADD MEMBER amy_login; GRANT CONTROL ON LOGIN::amy_login TO amy;\n",
  ],
  'msdb-owner-member': [
    "USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;\n",
  ],
  'server-wide-impersonation-grant': [
    "USE master; GRANT CONTROL SERVER TO amy;\n",
    "ALTER SERVER ROLE securityadmin ADD MEMBER amy;\n",
  ],
  'trustworthy-on': [
    "ALTER DATABASE shop SET TRUSTWORTHY ON;\n",
  ],
  'alter-drops-clause': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nALTER PROCEDURE dbo.AsClerk AS SELECT 1;\n",
  ],
  'clr-strict-off': [
    "EXEC sp_configure 'clr strict security', 0;\n",
  ],
  'drop-run-as-principal': [
    "CREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;\nGO\nDROP USER clerk;\n",
  ],
  'execute-as-self': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;\n",
  ],
  'grantee-cannot-finish': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE TABLE dbo.Orders (total money);\nGO\nCREATE ROLE readers;\nGO\nCREATE PROCEDURE dbo.search AS EXEC ('SELECT total FROM dbo.Orders');\nGO\nGRANT EXECUTE ON dbo.search TO readers;\n",
  ],
  'not-signable': [
    "CREATE VIEW dbo.v AS SELECT 1 AS a;\nGO\nADD SIGNATURE TO dbo.v BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  ],
  'owner-not-single': [
    "USE warehouse;\nGO\nCREATE ROLE staff;\nGO\nCREATE SCHEMA staffonly AUTHORIZATION staff;\nGO\nCREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;\nGO\nEXEC staffonly.p;\n",
  ],
  'permission-denied': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nCREATE TABLE dbo.Orders (total money);\nGO\nEXECUTE AS USER = 'clerk'; DELETE FROM dbo.Orders;\n",
  ],
  'redundant-caller': [
    "CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS SELECT 1;\n",
  ],
  'signature-lost': [
    "CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';\nGO\nCREATE PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;\n",
  ],
  'unsafe-assembly': [
    "CREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = UNSAFE;\n",
  ],
  'refused': [
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nGRANT SELECT ON OBJECT::dbo.Nowhere TO clerk;\n",
    "USE warehouse;\nGO\nCREATE USER clerk WITHOUT LOGIN;\nGO\nCREATE USER clerk WITHOUT LOGIN;\n",
    "USE warehouse;\nGO\nGRANT VIEW SERVER STATE TO amy;\n",
    "CREATE DATABASE warehouse;\nGO\nUSE warehouse;\nGO\nEXEC ('DROP ROLE nobodys');\n",
  ],
};
