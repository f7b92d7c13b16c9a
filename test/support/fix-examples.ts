/** Examples of fixes on the standing stage: a text with a finding, the title of the fix, and the text with the fix made. */
export interface FixExample {
  readonly rule: string;
  readonly title: RegExp;
  readonly before: string;
  readonly after: string;
}

const lines = (...all: readonly string[]): string => all.join('\n');

export const fixExamples: readonly FixExample[] = [
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT at the end/,
    before: "EXECUTE AS USER = 'clerk';\nSELECT 1;\nGO\n",
    after: "EXECUTE AS USER = 'clerk';\nSELECT 1;\nGO\nREVERT;\nGO\n",
  },
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT at the end/,
    before: "EXECUTE AS USER = 'clerk';\nGO\nCREATE PROCEDURE dbo.p AS SELECT 1;",
    after: "EXECUTE AS USER = 'clerk';\nGO\nCREATE PROCEDURE dbo.p AS SELECT 1;\nGO\nREVERT;\nGO\n",
  },
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT at the end/,
    before: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\n",
    after: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\nUSE [shop];\nREVERT;\n",
  },
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT at the end/,
    before: "DECLARE @c varbinary(100);\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\n",
    after: "DECLARE @c varbinary(100);\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
  },
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT before the next connection/,
    before: "EXECUTE AS USER = 'clerk';\nGO\n--# session: login=amy db=shop\nSELECT 1;\n",
    after: "EXECUTE AS USER = 'clerk';\nGO\nREVERT;\nGO\n--# session: login=amy db=shop\nSELECT 1;\n",
  },
  {
    rule: 'unreverted-execute-as',
    title: /^Add REVERT at the end/,
    before: "EXECUTE AS USER = 'clerk';\r\nSELECT 1;\r\n",
    after: "EXECUTE AS USER = 'clerk';\r\nSELECT 1;\r\nREVERT;\r\n",
  },
  {
    rule: 'frame-left-to-module-end',
    title: /^Add REVERT at the end of the module/,
    before: "CREATE PROCEDURE dbo.p AS\nBEGIN\n  EXECUTE AS USER = 'clerk';\n  SELECT 1\nEND;\n",
    after: "CREATE PROCEDURE dbo.p AS\nBEGIN\n  EXECUTE AS USER = 'clerk';\n  SELECT 1;\n  REVERT;\nEND;\n",
  },
  {
    rule: 'branch-unbalanced',
    title: /^Revert only where/,
    before: "DECLARE @a int = CHECKSUM(NEWID());\nIF @a = 1 EXECUTE AS USER = 'clerk';\nSELECT 1;\nREVERT;\n",
    after:
      "DECLARE @a int = CHECKSUM(NEWID());\nIF @a = 1 EXECUTE AS USER = 'clerk';\nSELECT 1;\nIF USER_NAME() = N'clerk' REVERT;\n",
  },
  {
    rule: 'branch-unbalanced',
    title: /^REVERT on the path that lacks it/,
    before: "DECLARE @a int = CHECKSUM(NEWID());\nEXECUTE AS USER = 'clerk';\nIF @a = 1 REVERT;\nSELECT 1;\n",
    after:
      "DECLARE @a int = CHECKSUM(NEWID());\nEXECUTE AS USER = 'clerk';\nIF @a = 1 REVERT;\nELSE REVERT;\nSELECT 1;\n",
  },
  {
    rule: 'branch-unbalanced',
    title: /^REVERT on the path that lacks it/,
    before: lines(
      'DECLARE @a int = CHECKSUM(NEWID());',
      "EXECUTE AS USER = 'clerk';",
      'IF @a = 1',
      'BEGIN',
      '    PRINT 1;',
      '    REVERT;',
      'END',
      'ELSE',
      '    PRINT 2;',
      '',
    ),
    after: lines(
      'DECLARE @a int = CHECKSUM(NEWID());',
      "EXECUTE AS USER = 'clerk';",
      'IF @a = 1',
      'BEGIN',
      '    PRINT 1;',
      '    REVERT;',
      'END',
      'ELSE',
      '    BEGIN',
      '    PRINT 2;',
      '    REVERT;',
      '    END',
      '',
    ),
  },
  {
    rule: 'branch-unbalanced',
    title: /^REVERT on the path that lacks it/,
    before: lines(
      'DECLARE @a int = CHECKSUM(NEWID());',
      'IF @a = 1',
      'BEGIN',
      "  EXECUTE AS USER = 'clerk';",
      '  SELECT 1;',
      'END',
      'SELECT 2;',
      '',
    ),
    after: lines(
      'DECLARE @a int = CHECKSUM(NEWID());',
      'IF @a = 1',
      'BEGIN',
      "  EXECUTE AS USER = 'clerk';",
      '  SELECT 1;',
      '  REVERT;',
      'END',
      'SELECT 2;',
      '',
    ),
  },
  {
    rule: 'revert-skipped-on-error',
    title: /^REVERT in CATCH/,
    before: lines(
      'BEGIN TRY',
      "  EXECUTE AS USER = 'clerk';",
      '  SELECT total FROM dbo.Orders;',
      '  REVERT;',
      'END TRY',
      'BEGIN CATCH',
      "  PRINT 'failed';",
      'END CATCH;',
      'SELECT 1;',
      '',
    ),
    after: lines(
      'BEGIN TRY',
      "  EXECUTE AS USER = 'clerk';",
      '  SELECT total FROM dbo.Orders;',
      '  REVERT;',
      'END TRY',
      'BEGIN CATCH',
      "  IF USER_NAME() = N'clerk' REVERT;",
      "  PRINT 'failed';",
      'END CATCH;',
      'SELECT 1;',
      '',
    ),
  },
  {
    rule: 'revert-skipped-on-error',
    title: /^REVERT in CATCH/,
    before: lines(
      'BEGIN TRY',
      "  EXECUTE AS LOGIN = 'amy';",
      '  SELECT name FROM sys.objects;',
      '  REVERT;',
      'END TRY',
      'BEGIN CATCH',
      'END CATCH;',
      'SELECT 1;',
      '',
    ),
    after: lines(
      'BEGIN TRY',
      "  EXECUTE AS LOGIN = 'amy';",
      '  SELECT name FROM sys.objects;',
      '  REVERT;',
      'END TRY',
      "BEGIN CATCH IF SUSER_SNAME() = N'amy' REVERT;",
      'END CATCH;',
      'SELECT 1;',
      '',
    ),
  },
  {
    rule: 'push-in-loop',
    title: /^REVERT in each round/,
    before:
      "DECLARE @i int = CHECKSUM(NEWID());\nWHILE @i < 3\nBEGIN\n  EXECUTE AS USER = 'clerk';\n  SET @i += CHECKSUM(NEWID());\nEND;\n",
    after:
      "DECLARE @i int = CHECKSUM(NEWID());\nWHILE @i < 3\nBEGIN\n  EXECUTE AS USER = 'clerk';\n  SET @i += CHECKSUM(NEWID());\n  REVERT;\nEND;\n",
  },
  {
    rule: 'revert-without-frame',
    title: /^Delete/,
    before: 'SELECT 1;\nREVERT;\nSELECT 2;\n',
    after: 'SELECT 1;\nSELECT 2;\n',
  },
  {
    rule: 'revert-without-frame',
    title: /^Delete/,
    before: 'IF DB_ID() > 4\nBEGIN\n  REVERT;\nEND;\nSELECT 2;\n',
    after: 'SELECT 2;\n',
  },
  {
    rule: 'revert-outside-module-frame',
    title: /^Delete/,
    before: "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS\nBEGIN\n  SELECT 1;\n  REVERT;\nEND;\n",
    after: "CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS\nBEGIN\n  SELECT 1;\nEND;\n",
  },
  {
    rule: 'revert-after-no-revert',
    title: /^Delete/,
    before: "EXECUTE AS USER = 'clerk' WITH NO REVERT;\nREVERT;\n",
    after: "EXECUTE AS USER = 'clerk' WITH NO REVERT;\n",
  },
  { rule: 'caller-outside-module', title: /^Delete/, before: 'EXECUTE AS CALLER;\nSELECT 1;\n', after: 'SELECT 1;\n' },
  {
    rule: 'revert-wrong-database',
    title: /^Go back to shop first/,
    before: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\nREVERT;\n",
    after: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\nUSE [shop];\nREVERT;\n",
  },
  {
    rule: 'revert-wrong-database',
    title: /^Go back to shop first/,
    before: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\nIF 1 = 1\n  REVERT;\n",
    after: "EXECUTE AS LOGIN = 'amy';\nUSE warehouse;\nIF 1 = 1\n  BEGIN\n  USE [shop];\n  REVERT;\n  END\n",
  },
  {
    rule: 'revert-in-string',
    title: /^Write REVERT outside/,
    before: "EXECUTE AS USER = 'clerk';\nEXEC ('REVERT');\n",
    after: "EXECUTE AS USER = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'cookie-mismatch',
    title: /^Hand over the cookie @c/,
    before:
      "DECLARE @c varbinary(100), @d varbinary(100) = 0x01;\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @d;\n",
    after:
      "DECLARE @c varbinary(100), @d varbinary(100) = 0x01;\nEXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\nREVERT WITH COOKIE = @c;\n",
  },
  {
    rule: 'cookie-mismatch',
    title: /^REVERT without a cookie/,
    before: "DECLARE @c varbinary(100);\nEXECUTE AS USER = 'clerk';\nREVERT WITH COOKIE = @c;\n",
    after: "DECLARE @c varbinary(100);\nEXECUTE AS USER = 'clerk';\nREVERT;\n",
  },
  {
    rule: 'adhoc-only-option',
    title: /^Remove WITH COOKIE INTO @c/,
    before:
      "CREATE PROCEDURE dbo.p AS\nBEGIN\n  DECLARE @c varbinary(100);\n  EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;\n  REVERT WITH COOKIE = @c;\nEND;\n",
    after:
      "CREATE PROCEDURE dbo.p AS\nBEGIN\n  DECLARE @c varbinary(100);\n  EXECUTE AS USER = 'clerk';\n  REVERT;\nEND;\n",
  },
  {
    rule: 'adhoc-only-option',
    title: /^Remove WITH NO REVERT/,
    before: "CREATE PROCEDURE dbo.p AS\nBEGIN\n  EXECUTE AS USER = 'clerk' WITH NO REVERT;\n  SELECT 1;\nEND;\n",
    after: "CREATE PROCEDURE dbo.p AS\nBEGIN\n  EXECUTE AS USER = 'clerk';\n  SELECT 1;\n  REVERT;\nEND;\n",
  },
  {
    rule: 'mixed-mechanisms',
    title: /^Leave it by SETUSER/,
    before: "SETUSER 'clerk';\nREVERT;\n",
    after: "SETUSER 'clerk';\nSETUSER;\n",
  },
  {
    rule: 'setuser-deprecated',
    title: /EXECUTE AS USER and REVERT/,
    before: "SETUSER N'clerk';\nGO\nSELECT 1;\nGO\nSETUSER;\nGO\n",
    after: "EXECUTE AS USER = N'clerk';\nGO\nSELECT 1;\nGO\nREVERT;\nGO\n",
  },
  {
    rule: 'setuser-deprecated',
    title: /^Write EXECUTE AS USER$/,
    before: "SETUSER 'clerk' WITH NORESET;\n",
    after: "EXECUTE AS USER = 'clerk' WITH NO REVERT;\n",
  },
  {
    rule: 'approle-without-cookie',
    title: /^Ask for a cookie/,
    before: "EXEC sp_setapprole 'till', 'secret';\nSELECT 1;\n",
    after:
      "DECLARE @cookie varbinary(8000);\nEXEC sp_setapprole 'till', 'secret', @fCreateCookie = true, @cookie = @cookie OUTPUT;\nSELECT 1;\nEXEC sp_unsetapprole @cookie;\n",
  },
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
    before: 'ALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nSELECT 1;\n',
    after:
      "ALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\nGO\nSELECT 1;\n",
  },
  {
    rule: 'signature-lost',
    title: /^Sign the module again/,
    before: 'ALTER PROCEDURE dbo.Signed AS SELECT 1;',
    after:
      "ALTER PROCEDURE dbo.Signed AS SELECT 1;\nGO\nADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';\n",
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
    before: "EXECUTE AS USER = 'clerk';\nINSERT INTO dbo.Log (who) VALUES (SUSER_SNAME());\nREVERT;\n",
    after: "EXECUTE AS USER = 'clerk';\nINSERT INTO dbo.Log (who) VALUES (ORIGINAL_LOGIN());\nREVERT;\n",
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
];
