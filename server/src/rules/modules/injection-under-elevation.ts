import type { Step } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import { type Handed, type Move, movesOf, type Sink, type Trace } from '../../syntax/taint/model';
import { mayBeSink, textsInBatch, textsInModule } from '../../syntax/taint/sinks';
import { type Elevation, elevationIn } from '../elevation';
import { stepFinder } from '../routine';
import { type EndFinding, type Related, type Routine, rule } from '../rule';

type Create = StatementOf<'create_module'>;

export const injectionUnderElevation = rule({
  id: 'injection-under-elevation',
  severity: 'warning',
  securitySeverity: '8.8',
  serverErrors: [],
  summary: 'Text that somebody else chooses is run as SQL by a principal with other rights.',
  why: "A parameter, a column or a name that is put into the text of EXEC or sp_executesql becomes code. Under an EXECUTE AS clause or statement, a signature, in a trigger or a queue's procedure that code runs with rights that whoever wrote it need not have: they can do whatever the frame in effect can do.",
  advice:
    'Pass values as parameters of sp_executesql; they are never read as code. Put names through QUOTENAME. Compare with the list of what is allowed, or convert to a number or a date, where there is a list or a number. REPLACE that doubles quotes helps inside a literal only, never in a name.',
  bad: [
    "CREATE PROCEDURE dbo.Run @Cmd varchar(max) WITH EXECUTE AS 'dbo' AS EXECUTE (@Cmd);",
    `CREATE PROCEDURE dbo.Clear @table sysname WITH EXECUTE AS OWNER AS
BEGIN
  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + @table;
  EXEC sp_executesql @sql;
END;`,
    `CREATE TRIGGER dbo.Log ON dbo.Orders AFTER INSERT AS
BEGIN
  DECLARE @note nvarchar(100);
  SELECT @note = note FROM inserted;
  EXEC (N'PRINT ''' + @note + N'''');
END;`,
    `CREATE PROCEDURE dbo.Exec1 @text nvarchar(max) AS EXEC (@text);
GO
CREATE PROCEDURE dbo.Run @Cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC dbo.Exec1 @Cmd;`,
  ],
  good: [
    'CREATE PROCEDURE dbo.Run @Cmd varchar(max) AS EXECUTE (@Cmd);',
    `CREATE PROCEDURE dbo.Clear @table sysname WITH EXECUTE AS OWNER AS
BEGIN
  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + QUOTENAME(@table);
  EXEC sp_executesql @sql;
END;`,
    `CREATE PROCEDURE dbo.Find @name nvarchar(50) WITH EXECUTE AS OWNER AS
  EXEC sp_executesql N'SELECT total FROM dbo.Orders WHERE note = @n', N'@n nvarchar(50)', @n = @name;`,
    `CREATE PROCEDURE dbo.Sorted @by sysname WITH EXECUTE AS OWNER AS
BEGIN
  IF @by NOT IN ('total', 'note') RETURN;
  EXEC ('SELECT total FROM dbo.Orders ORDER BY ' + @by);
END;`,
    `CREATE PROCEDURE dbo.Exec1 @text nvarchar(max) AS EXEC (@text);
GO
CREATE PROCEDURE dbo.Run @Cmd nvarchar(max) AS EXEC dbo.Exec1 @Cmd;`,
    `CREATE PROCEDURE dbo.Exec1 @text nvarchar(max) AS EXEC (@text);
GO
CREATE PROCEDURE dbo.Run @Cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC dbo.Exec1 'SELECT 1';`,
  ],
  rulebook: ['DYN-1', 'MOD-3', 'MOD-12'],
  *routine(routine) {
    const elevated = new Map(elevatedIn(routine)); // first: it costs less where somebody types
    if (elevated.size === 0) return;
    const { sinks } = routine.kind === 'module' ? textsInModule(routine.module) : textsInBatch(routine.batch);
    for (const sink of sinks) {
      const elevation = elevated.get(sink.statement);
      if (elevation) yield found(sink, elevation, routine);
    }
  },
});

/** The statements that may run a text and are reached in an elevated frame. */
function* elevatedIn(routine: Routine): Generator<[Step['statement'], Elevation]> {
  for (const { step } of runningTexts(routine.run.steps)) {
    for (const { before } of step.paths) {
      const elevation = ofString(step) ?? elevationIn(routine, before);
      if (elevation) {
        yield [step.statement, elevation];
        break;
      }
    }
  }
}

const runningTexts = stepFinder(({ statement }) => mayBeSink(statement));

/** An argument that a procedure without a clause of its own runs in the elevated frame of its caller. */
export function handedTo(
  { module, sink }: { readonly module: Create; readonly sink: Sink },
  { statement: at, span, trace }: Handed,
  { how, related }: Elevation,
  caller: Create,
): EndFinding {
  const moves = movesOf(trace);
  const [, ...there] = movesOf(sink.trace);
  return {
    at,
    span,
    message: `${sourceOf(moves[0]!.move)} gets into the text that ${sink.by} in ${module.name.text} runs ${how}.`,
    related: [
      ...moves.map((one) => told(one, caller)),
      { statement: at, span, message: `It is handed to ${module.name.text}.` },
      ...there.map((one) => told(one, module)),
      { statement: sink.statement, span: sink.span, message: 'It is run here.' },
      ...related,
    ],
  };
}

/** EXEC (...) AS 'somebody' is a frame of its own. */
function ofString({ statement }: Step): Elevation | undefined {
  const as = statement.kind === 'execute_string' ? statement.as : undefined;
  if (!as) return undefined;
  return { how: as.principal.kind === 'string' ? `as '${as.principal.value}'` : 'as whom its AS names', related: [] };
}

function found(
  { statement: at, span, by, server, trace }: Sink,
  { how, related }: Elevation,
  routine: Routine,
): EndFinding {
  const moves = movesOf(trace);
  const place = server === undefined ? '' : ` on the linked server ${server}`;
  return {
    at,
    span,
    message: `${sourceOf(moves[0]!.move)} gets into the text that ${by} runs${place} ${how}.`,
    related: [...moves.map((one) => told(one, routine.kind === 'module' ? routine.module : undefined)), ...related],
  };
}

function sourceOf(move: Move): string {
  switch (move.kind) {
    case 'parameter':
      return `The parameter ${move.name}`;
    case 'column':
      return `The column ${move.name}${move.table === undefined ? '' : ` of ${move.table}`}`;
    case 'function':
      return `The result of ${move.name}()`;
    case 'message':
      return 'A message of the queue';
    default:
      return 'A value';
  }
}

function told({ move, statement, span }: Trace, module: Create | undefined): Related {
  return { statement: statement ?? module!, span, message: toldOf(move, module) };
}

function toldOf(move: Move, module: Create | undefined): string {
  switch (move.kind) {
    case 'parameter':
      return `Whoever calls ${module ? module.name.text : 'it'} chooses ${move.name}.`;
    case 'column':
      return `${sourceOf(move)} holds what others wrote.`;
    case 'function':
      return move.name.includes('.')
        ? `${sourceOf(move)} may hold what others wrote.`
        : `${sourceOf(move)} is what others chose.`;
    case 'message':
      return 'The message holds what its sender wrote.';
    case 'row':
      return `The cursor ${move.cursor} brings it into ${move.variable}.`;
    case 'stored':
      return `It goes into the column ${move.column} of ${move.table}.`;
    case 'assigned':
      return `It goes into ${move.variable}.`;
    case 'joined':
      return `It is put together with other text in ${move.variable}.`;
  }
}
