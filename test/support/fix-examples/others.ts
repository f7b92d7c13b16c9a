/** Fixes of names, modules, options and dynamic SQL. */
import type { FixExample } from './example';

export const otherExamples: readonly FixExample[] = [
  {
    rule: 'unknown-principal',
    title: /^Change to 'clerk'/,
    before: "EXECUTE AS USER = 'clrek';\nREVERT;\n",
    after: "EXECUTE AS USER = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'unknown-principal',
    title: /^Change to N'amy'/,
    before: "EXECUTE AS LOGIN = N'ammy';\nREVERT;\n",
    after: "EXECUTE AS LOGIN = N'amy';\nREVERT;\n",
  },
  {
    rule: 'unknown-principal',
    title: /^Change to 'clerk'/,
    before: "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clark' AS SELECT 1;\n",
    after: "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS SELECT 1;\n",
  },
  {
    rule: 'missing-impersonate',
    title: /^Let 'clerk' impersonate 'dbo'/,
    before: "EXECUTE AS USER = 'clerk';\nEXECUTE AS USER = 'dbo';\nREVERT;\nREVERT;\n",
    after:
      "GRANT IMPERSONATE ON USER::[dbo] TO [clerk];\nEXECUTE AS USER = 'clerk';\nEXECUTE AS USER = 'dbo';\nREVERT;\nREVERT;\n",
    beside: ['impersonate-dbo', 'impersonate-privileged', 'escalation-path'],
  },
  {
    rule: 'target-without-connect',
    title: /^Let 'clerk' connect/,
    before: "DENY CONNECT TO clerk;\nEXECUTE AS USER = 'clerk';\nREVERT;\n",
    after: "DENY CONNECT TO clerk;\nGRANT CONNECT TO [clerk];\nEXECUTE AS USER = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'orphaned-target',
    title: /^Give user 'orphan' the login/,
    before: "CREATE LOGIN orphan WITH PASSWORD = '$(p)';\nEXECUTE AS USER = 'orphan';\nREVERT;\n",
    after:
      "CREATE LOGIN orphan WITH PASSWORD = '$(p)';\nALTER USER [orphan] WITH LOGIN = [orphan];\nEXECUTE AS USER = 'orphan';\nREVERT;\n",
  },
  {
    rule: 'level-mixup',
    title: /^Impersonate the login/,
    before: "USE warehouse;\nDROP USER amy;\nCREATE USER amanda FOR LOGIN amy;\nEXECUTE AS USER = 'amy';\nREVERT;\n",
    after: "USE warehouse;\nDROP USER amy;\nCREATE USER amanda FOR LOGIN amy;\nEXECUTE AS LOGIN = 'amy';\nREVERT;\n",
  },
  {
    rule: 'level-mixup',
    title: /^Change to 'amanda'/,
    before: "USE warehouse;\nDROP USER amy;\nCREATE USER amanda FOR LOGIN amy;\nEXECUTE AS USER = 'amy';\nREVERT;\n",
    after: "USE warehouse;\nDROP USER amy;\nCREATE USER amanda FOR LOGIN amy;\nEXECUTE AS USER = 'amanda';\nREVERT;\n",
  },
  {
    rule: 'level-mixup',
    title: /^Impersonate the user/,
    before: "execute as login = 'clerk';\nREVERT;\n",
    after: "execute as user = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'azure-execute-as-login',
    title: /^Impersonate the user/,
    before: "USE box;\nCREATE USER zoe WITHOUT LOGIN;\nEXECUTE AS LOGIN = 'zoe';\nREVERT;\n",
    after: "USE box;\nCREATE USER zoe WITHOUT LOGIN;\nEXECUTE AS USER = 'zoe';\nREVERT;\n",
  },
  {
    rule: 'use-in-sandbox',
    title: /^REVERT before USE/,
    before: "EXECUTE AS USER = 'clerk';\nUSE warehouse;\nSELECT 1;\n",
    after: "EXECUTE AS USER = 'clerk';\nREVERT;\nUSE warehouse;\nSELECT 1;\n",
  },
  {
    rule: 'use-in-sandbox',
    title: /^REVERT before USE/,
    before: "EXECUTE AS USER = 'clerk';\nUSE warehouse;\nSELECT 1;\nREVERT;\n",
    after: "EXECUTE AS USER = 'clerk';\nREVERT;\nUSE warehouse;\nSELECT 1;\n",
  },
  {
    rule: 'trustworthy-on',
    title: /^Turn TRUSTWORTHY off/,
    before: 'ALTER DATABASE shop SET TRUSTWORTHY ON WITH ROLLBACK IMMEDIATE;\n',
    after: 'ALTER DATABASE shop SET TRUSTWORTHY OFF WITH ROLLBACK IMMEDIATE;\n',
  },
  {
    rule: 'db-chaining-on',
    title: /off$/,
    before: 'ALTER DATABASE shop SET DB_CHAINING ON;\n',
    after: 'ALTER DATABASE shop SET DB_CHAINING OFF;\n',
  },
  {
    rule: 'clr-strict-off',
    title: /on$/,
    before: "EXEC sp_configure 'clr strict security', 0;\n",
    after: "EXEC sp_configure 'clr strict security', 1;\n",
  },
  {
    rule: 'guest-enabled',
    title: /^Revoke/,
    before: 'GRANT CONNECT TO [guest];\n',
    after: 'REVOKE CONNECT FROM [guest];\n',
  },
  {
    rule: 'unsafe-assembly',
    title: /SAFE/,
    before:
      "EXEC sp_configure 'show advanced options', 1;\nRECONFIGURE;\nEXEC sp_configure 'clr strict security', 0;\nRECONFIGURE;\nGO\nCREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = UNSAFE;\n",
    after:
      "EXEC sp_configure 'show advanced options', 1;\nRECONFIGURE;\nEXEC sp_configure 'clr strict security', 0;\nRECONFIGURE;\nGO\nCREATE ASSEMBLY a FROM 0x4D WITH PERMISSION_SET = SAFE;\n",
  },
  {
    rule: 'alter-drops-clause',
    title: /^Keep EXECUTE AS 'clerk'/,
    before: 'ALTER PROCEDURE dbo.AsClerk @a int\nWITH RECOMPILE\nAS SELECT @a;\n',
    after: "ALTER PROCEDURE dbo.AsClerk @a int\nWITH EXECUTE AS 'clerk', RECOMPILE\nAS SELECT @a;\n",
  },
  {
    rule: 'alter-drops-clause',
    title: /^Keep EXECUTE AS 'clerk'/,
    before: 'ALTER PROCEDURE dbo.AsClerk @a int\nAS SELECT @a;\n',
    after: "ALTER PROCEDURE dbo.AsClerk @a int\nWITH EXECUTE AS 'clerk' AS SELECT @a;\n",
  },
  {
    rule: 'alter-drops-clause',
    title: /^Keep EXECUTE AS OWNER/,
    before:
      'CREATE TRIGGER dbo.t ON dbo.Orders WITH EXECUTE AS OWNER AFTER INSERT AS SELECT 1;\nGO\nALTER TRIGGER dbo.t ON dbo.Orders AFTER INSERT AS SELECT 2;\n',
    after:
      'CREATE TRIGGER dbo.t ON dbo.Orders WITH EXECUTE AS OWNER AFTER INSERT AS SELECT 1;\nGO\nALTER TRIGGER dbo.t ON dbo.Orders WITH EXECUTE AS OWNER AFTER INSERT AS SELECT 2;\n',
  },
  {
    rule: 'alter-drops-clause',
    title: /^Keep EXECUTE AS OWNER/,
    before:
      'CREATE FUNCTION dbo.f () RETURNS int WITH EXECUTE AS OWNER AS BEGIN RETURN 1; END;\nGO\nALTER FUNCTION dbo.f () RETURNS int BEGIN RETURN 2; END;\n',
    after:
      'CREATE FUNCTION dbo.f () RETURNS int WITH EXECUTE AS OWNER AS BEGIN RETURN 1; END;\nGO\nALTER FUNCTION dbo.f () RETURNS int WITH EXECUTE AS OWNER BEGIN RETURN 2; END;\n',
  },
  {
    rule: 'signature-lost',
    title: /^Sign the module again/,
    before:
      'CREATE USER signer FROM CERTIFICATE SignCert;\nGRANT SELECT ON dbo.Orders TO signer;\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nSELECT 1;\n',
    after:
      "CREATE USER signer FROM CERTIFICATE SignCert;\nGRANT SELECT ON dbo.Orders TO signer;\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nSELECT 1;\n",
  },
  {
    rule: 'signature-lost',
    title: /^Sign the module again/,
    before:
      'CREATE USER signer FROM CERTIFICATE SignCert;\nGRANT SELECT ON dbo.Orders TO signer;\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;',
    after:
      "CREATE USER signer FROM CERTIFICATE SignCert;\nGRANT SELECT ON dbo.Orders TO signer;\nGO\nALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
  },
  {
    rule: 'redundant-caller',
    title: /^Remove EXECUTE AS CALLER/,
    before: 'CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER, RECOMPILE AS SELECT 1;\n',
    after: 'CREATE PROCEDURE dbo.p WITH RECOMPILE AS SELECT 1;\n',
  },
  {
    rule: 'redundant-caller',
    title: /^Remove EXECUTE AS CALLER/,
    before: 'CREATE PROCEDURE dbo.p WITH RECOMPILE, EXECUTE AS CALLER AS SELECT 1;\n',
    after: 'CREATE PROCEDURE dbo.p WITH RECOMPILE AS SELECT 1;\n',
  },
  {
    rule: 'execute-as-self',
    title: /^Name the user that it is now/,
    before: 'CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;\n',
    after: "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'dbo' AS SELECT 1;\n",
  },
  {
    rule: 'private-key-kept',
    title: /^Remove the private key/,
    before:
      "CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's';\nGO\nCREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE c WITH PASSWORD = 'x';\nGO\n",
    after:
      "CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's';\nGO\nCREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.p BY CERTIFICATE c WITH PASSWORD = 'x';\nALTER CERTIFICATE [c] REMOVE PRIVATE KEY;\nGO\n",
  },
  {
    rule: 'identity-under-impersonation',
    title: /ORIGINAL_LOGIN/,
    before:
      "CREATE TABLE dbo.Log (who sysname);\nGRANT INSERT ON dbo.Log TO clerk;\nGO\nEXECUTE AS USER = 'clerk';\nINSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());\nREVERT;\n",
    after:
      "CREATE TABLE dbo.Log (who sysname);\nGRANT INSERT ON dbo.Log TO clerk;\nGO\nEXECUTE AS USER = 'clerk';\nINSERT INTO dbo.Log (who) VALUES (ORIGINAL_LOGIN());\nREVERT;\n",
  },
  {
    rule: 'injection-under-elevation',
    title: /^Hand the values over/,
    before:
      "CREATE PROCEDURE dbo.p @name nvarchar(50) WITH EXECUTE AS OWNER AS\nEXEC (N'SELECT total FROM dbo.Orders WHERE note = ''' + @name + N'''');\n",
    after:
      "CREATE PROCEDURE dbo.p @name nvarchar(50) WITH EXECUTE AS OWNER AS\nEXECUTE sp_executesql N'SELECT total FROM dbo.Orders WHERE note = @name', N'@name nvarchar(50)', @name = @name;\n",
  },
  {
    rule: 'injection-under-elevation',
    title: /^Put names into QUOTENAME/,
    before:
      "CREATE PROCEDURE dbo.p @table sysname WITH EXECUTE AS OWNER AS\nBEGIN\n  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + @table;\n  EXEC sp_executesql @sql;\nEND;\n",
    after:
      "CREATE PROCEDURE dbo.p @table sysname WITH EXECUTE AS OWNER AS\nBEGIN\n  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + QUOTENAME(@table);\n  EXEC sp_executesql @sql;\nEND;\n",
  },
  {
    rule: 'quoted-principal-name',
    title: /^Change to 'clerk'/,
    before: "EXECUTE AS USER = '[clerk]';\nREVERT;\n",
    after: "EXECUTE AS USER = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'clause-not-allowed',
    title: /^Remove EXECUTE AS OWNER/,
    before: 'CREATE FUNCTION dbo.f() RETURNS TABLE WITH EXECUTE AS OWNER AS RETURN (SELECT 1 AS a);\n',
    after: 'CREATE FUNCTION dbo.f() RETURNS TABLE AS RETURN (SELECT 1 AS a);\n',
  },
  {
    rule: 'cookie-variable-type',
    title: /^Declare @c as/,
    before: "DECLARE @c varbinary(50);\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
    after: "DECLARE @c varbinary(8000);\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
  },
  {
    rule: 'cookie-variable-type',
    title: /^Declare @c as/,
    before: "DECLARE @c int;\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
    after: "DECLARE @c varbinary(8000);\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
  },
];
