/** The statements that run a text. */
import { fold, type Name } from '../../text/name';
import type { Expression } from '../expression';
import type { Statement, StatementOf } from '../statement';
import { noUses } from '../uses';
import { readingOf } from './columns';
import { type Flow, isExecuteSql, type Sink, type Value, type Way } from './model';
import { type Place, plain, valueOf } from './value';

/** A call: sp_executesql runs its first argument; what any of them gives back is not known. */
export function executed(statement: StatementOf<'execute'>, flow: NonNullable<Flow>, way: Way): Flow {
  const { module, arguments: given, returnVariable } = statement;
  const runsText =
    module.kind === 'name' ? isExecuteSql(module.name) : isNamedByVariable(flow.get(fold(module.name)) ?? plain);
  const text = given.find(({ name }) => /^@(?:stmt|statement)$/i.test(name ?? '')) ?? given[0];
  if (runsText && text && !statement.broken) {
    const server = module.kind === 'name' ? module.name.server : undefined;
    sinkAt(statement, text.value, 'sp_executesql', server, flow, way);
  }
  if (!runsText && !statement.broken) handOn(statement, flow, way);
  return flow.withMutations((changed) => {
    for (const { output, value } of given) if (output && value.kind === 'variable') changed.delete(fold(value.name));
    if (returnVariable !== undefined) changed.delete(fold(returnVariable));
  });
}

/** Notes the arguments in which somebody else has a say. */
function handOn(statement: StatementOf<'execute'>, flow: NonNullable<Flow>, way: Way): void {
  const place: Place = { statement, uses: noUses, reading: readingOf(noUses) };
  for (const [at, { name, value }] of statement.arguments.entries()) {
    const { taint } = valueOf(value, flow, place);
    if (!taint || way.handed.has(value)) continue;
    way.handed.set(value, { statement, parameter: name ?? at, span: value.span, trace: taint.trace });
  }
}

/** EXEC @procedure N'...', where the variable ends with the name: [shop].sys.sp_executesql. */
function isNamedByVariable({ tail }: Value): boolean {
  return /(?:^|[.\]])\[?sp_executesql\]?$/i.test(tail);
}

/** Notes a text in which somebody else has a say. */
export function sinkAt(
  statement: Statement,
  text: Expression,
  by: Sink['by'],
  server: Name | undefined,
  flow: Flow,
  way: Way,
): void {
  const place: Place = { statement, uses: noUses, reading: readingOf(noUses) };
  const { taint } = valueOf(text, flow, place);
  if (taint && !way.sinks.has(statement))
    way.sinks.set(statement, { statement, span: text.span, by, server, trace: taint.trace });
}
