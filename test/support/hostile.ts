/** Scripts that are legal T-SQL, or nearly, and cost more the deeper one looks: each must end with an answer. */

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const join = (parts: readonly string[], by = '\nGO\n'): string => parts.join(by);
const chain = (count: number, body: (next: string) => string): string =>
  join(times(count, (i) => `CREATE PROCEDURE dbo.p${i} AS ${i === 0 ? 'SELECT 1;' : body(`dbo.p${i - 1}`)}`));

/** By name. */
export const hostile: Readonly<Record<string, () => string>> = {
  'triggers that make logins, each firing all': () =>
    `${join(
      times(
        6,
        (i) =>
          `CREATE TRIGGER t${i} ON ALL SERVER FOR DDL_LOGIN_EVENTS AS IF (SELECT count(*) FROM sys.sql_logins WHERE name LIKE 'x${i}%') = 0 CREATE LOGIN x${i} WITH PASSWORD='a';`,
      ),
    )}\nGO\nCREATE LOGIN z WITH PASSWORD='a';`,
  'procedures that call each other and themselves': () =>
    'CREATE PROCEDURE dbo.w1 AS IF (SELECT COUNT(*) FROM dbo.t)=0 BEGIN EXEC dbo.w2; EXEC dbo.w1; END\nGO\nCREATE PROCEDURE dbo.w2 AS IF (SELECT COUNT(*) FROM dbo.t)=0 BEGIN EXEC dbo.w1; EXEC dbo.w2; END\nGO\nEXEC dbo.w1;',
  'eight procedures, each calling all': () =>
    `${join(
      times(
        8,
        (i) =>
          `CREATE PROCEDURE dbo.m${i} AS IF EXISTS (SELECT 1 FROM dbo.t) BEGIN ${times(8, (j) => `EXEC dbo.m${j};`).join(' ')} END`,
      ),
    )}\nGO\nEXEC dbo.m0;`,
  'thirty procedures, each calling the next twice': () =>
    `${chain(30, (next) => `EXEC ${next}; EXEC ${next};`)}\nGO\nEXEC dbo.p29;`,
  'thirty procedures, each calling the next twice with different values': () =>
    `${join(
      times(
        30,
        (i) =>
          `CREATE PROCEDURE dbo.p${i} @n int AS DECLARE @a int = @n * 2, @b int = @n * 2 + 1; IF @n = 0 RETURN; ${i === 0 ? 'SELECT 1;' : `EXEC dbo.p${i - 1} @a; EXEC dbo.p${i - 1} @b;`}`,
      ),
    )}\nGO\nEXEC dbo.p29 1;`,
  'procedures that push a frame and call the next twice': () =>
    `${chain(30, (next) => `EXECUTE AS USER = 'dbo'; EXEC ${next}; REVERT; EXECUTE AS USER = 'guest'; EXEC ${next}; REVERT;`)}\nGO\nEXEC dbo.p29;`,
  'a procedure that grants something new at each level': () =>
    "CREATE PROCEDURE dbo.g @n int AS DECLARE @u sysname = 'u' + CAST(@n AS varchar(10)), @m int = @n + 1; EXEC ('CREATE USER ' + @u + ' WITHOUT LOGIN'); IF EXISTS (SELECT 1 FROM dbo.t) EXEC dbo.g @m; EXEC dbo.g @m;\nGO\nEXEC dbo.g 0;",
  'a transaction more at each level': () =>
    'CREATE PROCEDURE dbo.b AS BEGIN TRAN; IF EXISTS (SELECT 1 FROM dbo.t) EXEC dbo.b; EXEC dbo.b; COMMIT;\nGO\nEXEC dbo.b;',
  'recursion that looks at its level': () =>
    'CREATE PROCEDURE dbo.l AS IF @@NESTLEVEL < 30 BEGIN EXEC dbo.l; EXEC dbo.l; END\nGO\nEXEC dbo.l;',
  'dynamic SQL that is given itself': () =>
    "DECLARE @s nvarchar(max) = N'EXEC sp_executesql @s, N''@s nvarchar(max)'', @s; EXEC sp_executesql @s, N''@s nvarchar(max)'', @s;'; EXEC sp_executesql @s, N'@s nvarchar(max)', @s;",
  'dynamic SQL that doubles': () =>
    "DECLARE @s nvarchar(max) = N'SELECT 1;', @n int = 0; WHILE @n < 40 BEGIN SET @s = @s + @s; SET @n += 1; END EXEC (@s);",
  'dynamic SQL in dynamic SQL': () => {
    let text = 'SELECT 1';
    for (let i = 0; i < 14; i++) text = `EXEC ('${text.replaceAll("'", "''")}')`;
    return text;
  },
  'views of views, each twice': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\nCREATE TABLE dbo.v0 (a int)\nGO\n${join(times(40, (i) => `CREATE VIEW dbo.v${i + 1} AS SELECT x.a FROM dbo.v${i} AS x JOIN dbo.v${i} AS y ON x.a = y.a`))}\nGO\nSELECT * FROM dbo.v40;`,
  'functions in functions, each twice': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\nCREATE FUNCTION dbo.f0 () RETURNS int AS BEGIN RETURN 1 END\nGO\n${join(times(30, (i) => `CREATE FUNCTION dbo.f${i + 1} () RETURNS int AS BEGIN RETURN dbo.f${i}() + dbo.f${i}() END`))}\nGO\nSELECT dbo.f30();`,
  'inline functions of inline functions, each twice': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\nCREATE TABLE dbo.t (a int)\nGO\nCREATE FUNCTION dbo.f0 () RETURNS TABLE AS RETURN SELECT a FROM dbo.t\nGO\n${join(times(30, (i) => `CREATE FUNCTION dbo.f${i + 1} () RETURNS TABLE AS RETURN SELECT x.a FROM dbo.f${i}() x CROSS JOIN dbo.f${i}() y`))}\nGO\nSELECT * FROM dbo.f30();`,
  'synonyms in a circle': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\n${join(times(20, (i) => `CREATE SYNONYM dbo.s${i} FOR dbo.s${(i + 1) % 20}`))}\nGO\nSELECT * FROM dbo.s0; EXEC dbo.s3;`,
  'a view that names itself': () =>
    'CREATE DATABASE d\nGO\nUSE d\nGO\nCREATE TABLE dbo.t (a int)\nGO\nCREATE VIEW dbo.v AS SELECT a FROM dbo.t\nGO\nALTER VIEW dbo.v AS SELECT x.a FROM dbo.v x JOIN dbo.v y ON x.a = y.a\nGO\nSELECT * FROM dbo.v;',
  'table triggers that fire each other': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\n${join(times(8, (i) => `CREATE TABLE dbo.t${i} (a int)`))}\nGO\n${join(times(8, (i) => `CREATE TRIGGER dbo.r${i} ON dbo.t${i} AFTER INSERT AS IF EXISTS (SELECT 1 FROM inserted) BEGIN ${times(8, (j) => `INSERT dbo.t${j} VALUES (1);`).join(' ')} END`))}\nGO\nINSERT dbo.t0 VALUES (1);`,
  'DDL triggers that make tables': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\n${join(times(5, (i) => `CREATE TRIGGER g${i} ON DATABASE FOR CREATE_TABLE AS IF OBJECT_ID('dbo.x${i}') IS NULL CREATE TABLE dbo.x${i} (a int)`))}\nGO\nCREATE TABLE dbo.y (a int);`,
  'loops in loops': () => {
    let text = "EXECUTE AS USER = 'dbo'; REVERT;";
    for (let i = 0; i < 25; i++) text = `WHILE EXISTS (SELECT ${i} FROM dbo.t) BEGIN ${text} END`;
    return text;
  },
  'counted loops in counted loops': () => {
    let text = 'SELECT 1;';
    for (let i = 0; i < 12; i++) text = `DECLARE @i${i} int = 0; WHILE @i${i} < 90 BEGIN ${text} SET @i${i} += 1; END`;
    return text;
  },
  'loops that push frames, in loops': () => {
    let text = "EXECUTE AS USER = 'guest';";
    for (let i = 0; i < 12; i++)
      text = `WHILE EXISTS (SELECT ${i} FROM dbo.t) BEGIN ${text} IF EXISTS (SELECT 1 FROM dbo.u) EXECUTE AS USER = 'dbo'; END`;
    return text;
  },
  'GOTO from everywhere to everywhere': () =>
    times(
      40,
      (i) => `l${i}: IF EXISTS (SELECT ${i} FROM dbo.t) GOTO l${(i * 7 + 3) % 40}; EXECUTE AS USER = 'dbo';`,
    ).join('\n'),
  'GOTO in procedures that call each other': () =>
    `${join(times(10, (i) => `CREATE PROCEDURE dbo.q${i} AS a: IF EXISTS (SELECT 1 FROM dbo.t) GOTO b; EXEC dbo.q${(i + 1) % 10}; b: IF EXISTS (SELECT 2 FROM dbo.t) GOTO a; EXEC dbo.q${(i + 3) % 10};`))}\nGO\nEXEC dbo.q0;`,
  'TRY in TRY': () => {
    let text = 'EXEC dbo.nobody;';
    for (let i = 0; i < 40; i++) text = `BEGIN TRY ${text} END TRY BEGIN CATCH EXECUTE AS USER = 'dbo'; END CATCH;`;
    return text;
  },
  'sixty branches that push': () =>
    times(60, (i) => `IF EXISTS (SELECT ${i} FROM dbo.t) EXECUTE AS USER = 'dbo';`).join('\n'),
  'queues that activate senders': () =>
    `CREATE DATABASE d\nGO\nUSE d\nGO\n${join(
      times(
        5,
        (i) =>
          `CREATE PROCEDURE dbo.a${i} AS DECLARE @h uniqueidentifier; BEGIN DIALOG @h FROM SERVICE s${i} TO SERVICE 's${(i + 1) % 5}'; SEND ON CONVERSATION @h; SEND ON CONVERSATION @h;\nGO\nCREATE QUEUE dbo.q${i} WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.a${i}, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER)\nGO\nCREATE SERVICE s${i} ON QUEUE dbo.q${i}`,
      ),
    )}\nGO\nEXEC dbo.a0;`,
  'jobs that start jobs': () =>
    `${join(times(6, (i) => `EXEC msdb.dbo.sp_add_job @job_name = 'j${i}'; EXEC msdb.dbo.sp_add_jobstep @job_name = 'j${i}', @step_name = 's', @subsystem = 'TSQL', @command = 'EXEC msdb.dbo.sp_start_job ''j${(i + 1) % 6}''; EXEC msdb.dbo.sp_start_job ''j${(i + 2) % 6}''';`))}\nGO\nEXEC msdb.dbo.sp_start_job 'j0';`,
  'GO a million': () => "EXECUTE AS USER = 'dbo'\nGO 1000000\nSELECT 1\nGO 1000000\n",
  'a procedure called ten thousand times': () =>
    `CREATE PROCEDURE dbo.c @n int AS IF @n > 5 EXECUTE AS USER = 'dbo'; SELECT @n;\nGO\n${times(10_000, (i) => `EXEC dbo.c ${i};`).join('\n')}`,
  'BEGIN ten thousand deep': () => `${'BEGIN '.repeat(10_000)}SELECT 1; ${'END '.repeat(10_000)}`,
  'IF five thousand deep': () => `${'IF 1=1 '.repeat(5_000)}SELECT 1;`,
  'ELSE IF three thousand long': () => `${times(3_000, (i) => `IF @@SPID = ${i} SELECT ${i};`).join(' ELSE ')}`,
  'WHILE three thousand deep': () => `${'WHILE 1=1 '.repeat(3_000)}SELECT 1;`,
  'TRY three thousand deep': () =>
    `${'BEGIN TRY '.repeat(3_000)}SELECT 1; ${'END TRY BEGIN CATCH SELECT 2; END CATCH '.repeat(3_000)}`,
  'BEGIN never closed': () => 'BEGIN '.repeat(10_000),
  'a sum of fifty thousand': () => `SELECT ${times(50_000, (i) => `${i}`).join(' + ')};`,
  'ten thousand parentheses': () => `SELECT ${'('.repeat(10_000)}1${')'.repeat(10_000)};`,
  'five thousand NOT': () => `IF ${'NOT '.repeat(5_000)}1 = 1 SELECT 1;`,
  'CASE in CASE': () => `SELECT ${'CASE WHEN 1 = 1 THEN '.repeat(3_000)}1${' END'.repeat(3_000)};`,
  'queries in queries': () =>
    `SELECT * FROM ${'(SELECT * FROM '.repeat(2_000)}dbo.t${times(2_000, (i) => `) AS q${i}`).join('')};`,
  'unions of five thousand': () => times(5_000, (i) => `SELECT ${i} AS a`).join(' UNION ALL '),
  'functions in arguments': () => `SELECT ${'UPPER('.repeat(5_000)}'a'${')'.repeat(5_000)};`,
  'IN with a hundred thousand values': () =>
    `SELECT 1 FROM dbo.t WHERE a IN (${times(100_000, (i) => `${i}`).join(',')});`,
  'a literal of two million': () => `EXEC ('SELECT ''${'x'.repeat(2_000_000)}''');`,
  'a name of a million': () => `SELECT * FROM [${'n'.repeat(1_000_000)}];`,
  'ten thousand comments open': () => `${'/* '.repeat(10_000)}SELECT 1;`,
  'quotes that never close': () => `SELECT 1;\n${"'a ".repeat(10_001)}`,
  'a million blanks': () => `SELECT${' '.repeat(1_000_000)}1;`,
  'GO five thousand times': () => 'SELECT 1\nGO\n'.repeat(5_000),
};
