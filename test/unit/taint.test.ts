/** Which texts that a body runs somebody else has a say in, and by which way: syntax/taint. */
import assert from 'node:assert/strict';
import type { Parser } from '../../server/src/syntax/parser';
import { modulesIn } from '../../server/src/syntax/selected';
import { movesOf, type Trace } from '../../server/src/syntax/taint/model';
import { textsInBatch, textsInModule } from '../../server/src/syntax/taint/sinks';
import { offsetOf, textOf } from '../../server/src/syntax/walk';
import { testParser } from '../support/parser';

/** Statements of a procedure with the parameters @x, @y (text) and @n (a number), and what is found in them. */
const tainted: Readonly<Record<string, readonly [body: string, way: string]>> = {
  'a parameter that is run': ['EXEC (@x);', '@x'],
  'a parameter behind constant text': ["EXEC ('DROP TABLE ' + @x);", '@x'],
  'a parameter between two pieces of constant text': ["EXEC ('SELECT ''' + @x + '''');", '@x'],
  'a variable': ["DECLARE @s nvarchar(max); SET @s = N'USE ' + @x; EXEC (@s);", '@x > joined @s'],
  'a declared value': ["DECLARE @s nvarchar(max) = N'USE ' + @x; EXEC (@s);", '@x > joined @s'],
  'a value that is handed on': [
    'DECLARE @a nvarchar(9), @b nvarchar(9); SET @a = @x; SET @b = @a; EXEC (@b);',
    '@x > @a > @b',
  ],
  'text that is added': ["DECLARE @s varchar(99) = 'USE '; SET @s += @x; EXEC (@s);", '@x > joined @s'],
  'text that is added in a SELECT': [
    "DECLARE @s varchar(99) = 'USE '; SELECT @s = @s + @x; EXEC (@s);",
    '@x > joined @s',
  ],
  'sp_executesql by position': ["DECLARE @s nvarchar(99) = N'USE ' + @x; EXEC sp_executesql @s;", '@x > joined @s'],
  'sp_executesql by name': ["EXEC master.sys.sp_executesql @params = N'@a int', @stmt = @x, @a = 1;", '@x'],
  'sp_executesql by a variable': ["DECLARE @p sysname = N'shop.sys.sp_executesql'; EXEC @p @x;", '@x'],
  'sp_executesql by a variable, in a database that is put before it': [
    "DECLARE @p nvarchar(300) = QUOTENAME(@y) + N'.sys.sp_executesql'; EXEC @p @x;",
    '@x',
  ],
  'text for a linked server': ['EXEC (@x) AT branch;', '@x'],
  'sp_executesql of a linked server': ['EXEC branch.master.sys.sp_executesql @x;', '@x'],
  'rows that come from a text': ['INSERT INTO #t EXEC (@x);', '@x'],
  'one of two branches': ["DECLARE @s varchar(9) = ''; IF @n = 1 SET @s = @x; EXEC (@s);", '@x > @s'],
  'the other of two branches': [
    "DECLARE @s varchar(9); IF @n = 1 SET @s = 'x'; ELSE SET @s = @x; EXEC (@s);",
    '@x > @s',
  ],
  'a loop that brings it round': [
    "DECLARE @a varchar(9) = '', @b varchar(9) = ''; WHILE @n < 9 BEGIN EXEC (@b); SET @b = @a; SET @a = @x; END;",
    '@x > @a > @b',
  ],
  'a loop that is left by BREAK': [
    "DECLARE @s varchar(9) = ''; WHILE 1 = 1 BEGIN SET @s = @x; BREAK; END; EXEC (@s);",
    '@x > @s',
  ],
  'GOTO back': ["DECLARE @s varchar(9) = ''; again: EXEC (@s); SET @s = @x; IF @n < 9 GOTO again;", '@x > @s'],
  'what TRY left when it failed': [
    "DECLARE @s varchar(9) = ''; BEGIN TRY SET @s = @x; SET @s = 1/0; END TRY BEGIN CATCH EXEC (@s); END CATCH;",
    '@x > @s',
  ],
  'REPLACE in a name': [
    "DECLARE @r nvarchar(max) = 'DROP TABLE ' + REPLACE(@x, '''', ''''''); EXEC (@r);",
    '@x > joined @r',
  ],
  'REPLACE of the wrong character in brackets': [
    "DECLARE @r nvarchar(max) = 'DROP TABLE [' + REPLACE(@x, '''', '''''') + ']'; EXEC (@r);",
    '@x > joined @r',
  ],
  'a doubled text that is cut': [
    "DECLARE @r nvarchar(max) = 'PRINT ''' + LEFT(REPLACE(@x, '''', ''''''), 9) + ''''; EXEC (@r);",
    '@x > joined @r',
  ],
  'a template that is filled in': [
    "DECLARE @r nvarchar(max) = REPLACE('DROP TABLE ?', '?', @x); EXEC (@r);",
    '@x > @r',
  ],
  'functions that hand text on': [
    "DECLARE @r nvarchar(max) = 'USE ' + LTRIM(UPPER(ISNULL(@x, 'master'))); EXEC (@r);",
    '@x > joined @r',
  ],
  CONCAT: ["DECLARE @s varchar(99) = CONCAT('USE ', @x); EXEC (@s);", '@x > @s'],
  'one branch of CASE': [
    "DECLARE @r nvarchar(max) = 'SELECT ' + CASE WHEN @n = 1 THEN @x ELSE '1' END; EXEC (@r);",
    '@x > joined @r',
  ],
  IIF: ["DECLARE @r nvarchar(max) = 'SELECT ' + IIF(@n = 1, '1', @x); EXEC (@r);", '@x > joined @r'],
  'a cast to text': ["DECLARE @r nvarchar(max) = 'SELECT ' + CAST(@x AS varchar(20)); EXEC (@r);", '@x > joined @r'],
  'a comparison with another variable': ['IF @x = @y EXEC (@x);', '@x'],
  'a comparison that does not hold': ["IF @x <> 'a' EXEC (@x);", '@x'],
  'one of two comparisons': ["IF @x = 'a' OR @n = 1 EXEC (@x);", '@x'],
  'a list of a query': ['IF @x IN (SELECT name FROM sys.tables) EXEC (@x);', '@x'],
  'a check that only prints': ["IF @x NOT IN ('a', 'b') PRINT 'odd'; EXEC (@x);", '@x'],
  'a pattern that lets quotes through': ["IF @x NOT LIKE '%[^a-z'' ]%' EXEC (@x);", '@x'],
  'a value that is clean in one branch only': ["IF @n = 1 SET @x = QUOTENAME(@x); EXEC ('USE ' + @x);", '@x'],
  'a column of a table': [
    'DECLARE @s varchar(99); SELECT @s = note FROM dbo.Orders; EXEC (@s);',
    'note of dbo.Orders > @s',
  ],
  'a column in a scalar subquery': [
    'DECLARE @s varchar(99) = (SELECT note FROM dbo.Orders); EXEC (@s);',
    'note of dbo.Orders > @s',
  ],
  "a name in the server's views": [
    "DECLARE @s varchar(max) = ''; SELECT @s = @s + 'DROP TABLE ' + name FROM sys.tables; EXEC (@s);",
    'name of sys.tables > joined @s',
  ],
  'a cursor': [
    'DECLARE c CURSOR FOR SELECT 1, o.note FROM dbo.Orders AS o; OPEN c; DECLARE @i int, @s varchar(99); FETCH NEXT FROM c INTO @i, @s; WHILE @@FETCH_STATUS = 0 BEGIN EXEC (@s); FETCH NEXT FROM c INTO @i, @s; END;',
    'note of dbo.Orders > c @s',
  ],
  'a row of a change in a join': [
    'DECLARE @s varchar(99); SELECT @s = i.note FROM inserted AS i JOIN dbo.Kind AS k ON k.id = i.kind; EXEC (@s);',
    'note of inserted > @s',
  ],
  'a cursor over the rows of a change': [
    'DECLARE c CURSOR FOR SELECT note FROM deleted; OPEN c; DECLARE @s varchar(99); FETCH NEXT FROM c INTO @s; EXEC (@s);',
    'note of deleted > c @s',
  ],
  'a message': ['DECLARE @m nvarchar(max); RECEIVE TOP (1) @m = message_body FROM dbo.q; EXEC (@m);', 'message > @m'],
  'what a client says of itself': [
    "DECLARE @r nvarchar(max) = 'PRINT ''' + APP_NAME() + ''''; EXEC (@r);",
    'APP_NAME() > joined @r',
  ],
  'an event': [
    "DECLARE @e xml = EVENTDATA(), @s sysname; SET @s = @e.value('(/EVENT_INSTANCE/ObjectName)[1]', 'sysname'); EXEC ('DROP TABLE ' + @s);",
    'EVENTDATA() > @e > @s',
  ],
  'a list that is put together by FOR XML': [
    "DECLARE @s varchar(max) = STUFF((SELECT ',' + name FROM sys.tables FOR XML PATH(''), TYPE).value('.', 'varchar(max)'), 1, 1, ''); EXEC (@s);",
    'name of sys.tables > @s',
  ],
  'a temporary table': [
    'CREATE TABLE #t (n int, c nvarchar(99)); INSERT INTO #t (n, c) SELECT 1, name FROM sys.tables; DECLARE @s nvarchar(99); SELECT @s = c FROM #t; EXEC (@s);',
    'name of sys.tables > #t.c > @s',
  ],
  'a temporary table that a parameter goes into': [
    "CREATE TABLE #t (c nvarchar(99)); INSERT #t (c) VALUES ('a'), (@x); DECLARE c CURSOR FOR SELECT c FROM #t; OPEN c; DECLARE @s nvarchar(99); FETCH c INTO @s; EXEC (@s);",
    '@x > #t.c > c @s',
  ],
  'SELECT INTO': [
    "SELECT 'USE ' + name AS c INTO #t FROM sys.databases; DECLARE @s nvarchar(99) = (SELECT c FROM #t); EXEC (@s);",
    'name of sys.databases > #t.c > @s',
  ],
  'pieces of a list': [
    "DECLARE @s varchar(99) = ''; SELECT @s = @s + value FROM STRING_SPLIT(@x, ','); EXEC (@s);",
    '@x > joined @s',
  ],
  'what a function of somebody answers': ['DECLARE @r nvarchar(max) = dbo.Text(1); EXEC (@r);', 'dbo.Text() > @r'],
  'a function of somebody that is given it': [
    "DECLARE @r nvarchar(max) = 'USE ' + dbo.Tidy(@x); EXEC (@r);",
    '@x > joined @r',
  ],
};

/** The same where nothing is found. */
const clean: Readonly<Record<string, string>> = {
  'constant text': "EXEC ('SELECT 1');",
  'a number': "DECLARE @r nvarchar(max) = 'KILL ' + CAST(@n AS varchar(9)); EXEC (@r);",
  'a number, joined by CONCAT': "DECLARE @s varchar(99) = CONCAT('KILL ', @n); EXEC (@s);",
  QUOTENAME: "DECLARE @r nvarchar(max) = 'DROP TABLE ' + QUOTENAME(@x); EXEC (@r);",
  'QUOTENAME as a literal': "DECLARE @r nvarchar(max) = 'PRINT ' + QUOTENAME(@x, ''''); EXEC (@r);",
  'QUOTENAME on the way':
    "DECLARE @q nvarchar(300) = QUOTENAME(@x); DECLARE @s nvarchar(999) = N'USE ' + @q; EXEC (@s);",
  'doubled quotes in a literal': "DECLARE @r nvarchar(max) = 'PRINT ''' + REPLACE(@x, '''', '''''') + ''''; EXEC (@r);",
  'doubled quotes in a literal, on the way': "SET @x = REPLACE(@x, '''', ''''''); EXEC ('PRINT ''' + @x + '''');",
  'doubled brackets in a name': "DECLARE @r nvarchar(max) = 'DROP TABLE [' + REPLACE(@x, ']', ']]') + ']'; EXEC (@r);",
  'a cast to a number': "DECLARE @r nvarchar(max) = 'KILL ' + CAST(CAST(@x AS int) AS varchar(9)); EXEC (@r);",
  'CONVERT to a date':
    "DECLARE @r nvarchar(max) = 'PRINT ''' + CONVERT(varchar(30), CONVERT(datetime2, @x), 126) + ''''; EXEC (@r);",
  'a variable of a closed type':
    "DECLARE @id uniqueidentifier = @x; DECLARE @r nvarchar(max) = 'PRINT ''' + CONVERT(varchar(40), @id) + ''''; EXEC (@r);",
  'parameters of sp_executesql': "EXEC sp_executesql N'SELECT * FROM dbo.t WHERE a = @a', N'@a varchar(50)', @a = @x;",
  'parameters of EXEC AT': "EXEC ('SELECT * FROM dbo.t WHERE a = ?', @x) AT branch;",
  'a parameter of another procedure': 'EXEC dbo.other @x;',
  'a comparison with a constant': "IF @x = 'a' EXEC (@x);",
  'a list of constants': "IF @x IN ('a', 'b') EXEC (@x);",
  'a list of constants that ends it': "IF @x NOT IN ('a', 'b') RETURN; EXEC (@x);",
  'a list of constants that throws': "IF UPPER(@x) NOT IN (N'A', N'B') BEGIN; THROW 50000, N'no', 1; END; EXEC (@x);",
  'a list of constants that raises in TRY':
    "BEGIN TRY IF @x NOT IN ('a', 'b') RAISERROR('no', 16, 1); EXEC (@x); END TRY BEGIN CATCH PRINT 'no'; END CATCH;",
  'a list of constants, else a default': "IF @x NOT IN ('a', 'b') SET @x = 'a'; EXEC (@x);",
  'two comparisons': "IF @x <> 'a' AND @x <> 'b' RETURN; EXEC (@x);",
  'either of two constants': "IF (@x = 'a' OR @x = 'b') AND @n = 1 EXEC (@x);",
  'CASE that maps to constants':
    "DECLARE @r nvarchar(max) = 'SELECT 1 ORDER BY ' + CASE @x WHEN 'a' THEN 'first' ELSE 'last' END; EXEC (@r);",
  'CASE that lets listed values through':
    "DECLARE @r nvarchar(max) = 'ORDER BY ' + CASE WHEN @x IN ('a', 'b') THEN @x ELSE 'a' END; EXEC (@r);",
  'letters and digits only': "IF @x LIKE '%[^a-zA-Z0-9_]%' RETURN; EXEC (@x);",
  'letters and digits only, by PATINDEX': "IF PATINDEX('%[^a-z0-9]%', @x) > 0 RETURN; EXEC (@x);",
  ISNUMERIC: "IF ISNUMERIC(@x) = 0 RETURN; EXEC ('KILL ' + @x);",
  'TRY_CAST that is not null': "IF TRY_CAST(@x AS int) IS NULL RETURN; EXEC ('KILL ' + @x);",
  'a value that is overwritten': "SET @x = 'a'; EXEC (@x);",
  'both branches overwrite it': "IF @n = 1 SET @x = 'a'; ELSE SET @x = 'b'; EXEC (@x);",
  'an assignment behind the call': "DECLARE @s varchar(9) = 'a'; EXEC (@s); SET @s = @x;",
  'a branch that ends': "DECLARE @s varchar(9) = 'a'; IF @n = 1 BEGIN SET @s = @x; RETURN; END; EXEC (@s);",
  'lengths and places of it':
    "DECLARE @r nvarchar(max) = 'PRINT ' + CAST(LEN(@x) + CHARINDEX('a', @x) AS varchar(9)); EXEC (@r);",
  'a column that goes through QUOTENAME':
    "DECLARE @s varchar(max) = ''; SELECT @s = @s + 'DROP TABLE ' + QUOTENAME(name) FROM sys.tables; EXEC (@s);",
  'a cursor over QUOTENAME':
    "DECLARE c CURSOR FOR SELECT QUOTENAME(name) FROM sys.tables; OPEN c; DECLARE @t nvarchar(300); FETCH NEXT FROM c INTO @t; EXEC ('DROP TABLE ' + @t);",
  "words of the server's views":
    "DECLARE @s varchar(99); SELECT @s = state_desc FROM sys.databases; EXEC ('PRINT ' + @s);",
  'a number from a column':
    "DECLARE @i int; SELECT @i = id FROM dbo.t; DECLARE @r nvarchar(max) = 'KILL ' + CAST(@i AS varchar(9)); EXEC (@r);",
  'a column of a type that is not known, as text':
    "DECLARE @s varchar(99); SELECT @s = 'KILL ' + CAST(id AS varchar(9)) FROM dbo.t; EXEC (@s);",
  'a temporary table of which nobody knows what is in it': 'DECLARE @s varchar(99); SELECT @s = c FROM #t; EXEC (@s);',
  'a temporary table with harmless columns':
    'CREATE TABLE #t (n sysname, c nvarchar(99)); INSERT INTO #t (n, c) SELECT name, QUOTENAME(name) FROM sys.tables; DECLARE @s nvarchar(99); SELECT @s = c FROM #t; EXEC (@s);',
  'a derived table':
    'DECLARE @s varchar(99); SELECT @s = d.c FROM (SELECT QUOTENAME(a) AS c FROM dbo.t) AS d; EXEC (@s);',
  'what another procedure gives back': "DECLARE @s varchar(99) = 'a'; EXEC dbo.other @s OUTPUT; EXEC (@s);",
  'a number out of an event':
    "DECLARE @e xml = EVENTDATA(), @s varchar(9); SET @s = @e.value('(/EVENT_INSTANCE/SPID)[1]', 'int'); EXEC ('KILL ' + @s);",
  'numbers out of a list':
    "DECLARE @i int, @s varchar(99); SELECT @i = value FROM STRING_SPLIT(@x, ','); SET @s = CONCAT('KILL ', @i); EXEC (@s);",
  'a function of somebody that quotes': "EXEC ('USE ' + dbo.QuoteName2(@x));",
  'a variable that nothing was put into': 'DECLARE @s varchar(99); EXEC (@s);',
};

describe('taint', () => {
  let parser: Parser;
  before(async () => {
    parser = await testParser();
  });

  for (const [what, [body, way]] of Object.entries(tainted))
    it(`finds ${what}`, () => assert.deepEqual(ways(parser, body), [way]));
  for (const [what, body] of Object.entries(clean))
    it(`finds nothing in ${what}`, () => assert.deepEqual(ways(parser, body), []));

  it('names the linked server, and the text that is run', () => {
    const { sinks, textAt } = inProcedure(parser, "EXEC ('USE ' + @x) AT branch; EXEC sp_executesql @y;");
    assert.deepEqual(
      sinks.map(({ by, server, statement, span }) => [by, server, textAt(statement).slice(span.start, span.end)]),
      [
        ['EXEC', 'branch', "'USE ' + @x"],
        ['sp_executesql', undefined, '@y'],
      ],
    );
  });

  it('knows no parameters in a batch, and is remembered', () => {
    const { batch } = parser.once('a.sql', 'DECLARE @s varchar(9); SELECT @s = a FROM dbo.t; EXEC (@s); EXEC (@x);')
      .batches[0]!;
    assert.equal(textsInBatch(batch).sinks.length, 1);
    assert.equal(textsInBatch(batch), textsInBatch(batch));
  });

  it('ends with many loops in each other', () => {
    const depth = 14;
    const shift = Array.from({ length: 9 }, (_, at) => `SET @v${at} = @v${at + 1};`).join(' ');
    const loops = `${`WHILE @n < 9 BEGIN ${shift} SET @v9 = @x; `.repeat(depth)}EXEC (@v0);${" SET @v0 = 'a'; END;".repeat(depth)}`;
    assert.equal(inProcedure(parser, loops).sinks.length, 1);
  });
});

function inProcedure(parser: Parser, body: string) {
  const text = `CREATE PROCEDURE dbo.p @x nvarchar(400), @y sysname, @n int AS BEGIN ${body} END;`;
  const script = parser.once('a.sql', text);
  const [module] = modulesIn(script.batches[0]!.batch.statements).map(({ node }) => node);
  return {
    sinks: textsInModule(module!).sinks,
    textAt: (statement: Parameters<typeof textOf>[1]) => textOf(script, statement, offsetOf(script, statement, 0)!),
  };
}

/** The way of each text that is run: '@x > joined @s'. */
function ways(parser: Parser, body: string): string[] {
  return inProcedure(parser, body).sinks.map(({ trace }) => movesOf(trace).map(show).join(' > '));
}

function show({ move }: Trace): string {
  switch (move.kind) {
    case 'parameter':
      return move.name;
    case 'column':
      return `${move.name} of ${move.table}`;
    case 'function':
      return `${move.name}()`;
    case 'message':
      return 'message';
    case 'row':
      return `${move.cursor} ${move.variable}`;
    case 'stored':
      return `${move.table}.${move.column}`;
    case 'assigned':
      return move.variable;
    case 'joined':
      return `joined ${move.variable}`;
  }
}
