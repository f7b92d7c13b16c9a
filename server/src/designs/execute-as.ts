/** The module runs as a user that is made for it and holds the right (MOD-1). */
import { isServerScoped } from '../catalog/securable';
import { withClause } from '../features/fixes/modules';
import { textOf } from '../syntax/walk';
import { bracket } from '../text/name';
import { type Definition, freeName, type Refused } from './carrier';
import type { Design } from './model';
import { grantOf } from './rights';

const about =
  'Everything inside the module, dynamic SQL among it, runs as a user of its own; in other databases and at the server that user counts for nothing.';
const base = { kind: 'execute as', title: 'EXECUTE AS', about } as const;

export function executeAs(refused: Refused): Design {
  const { carrier, database, question, world } = refused;
  const hindered = hindrance(refused);
  if (hindered !== undefined) return { ...base, hindered };
  const user = freeName(database, `${carrier.plain}_runs_as`);
  const clause = `'${user.replaceAll("'", "''")}'`;
  const altered = carrier.existing && alteredText(carrier.existing.definition, clause);
  if (carrier.existing && altered === undefined)
    return { ...base, hindered: 'Its text leaves no place for the clause.' };
  const made = altered === undefined ? carrier.made.map((one) => withNewClause(one, clause)) : [altered];
  return {
    ...base,
    script: [
      `USE ${bracket(database.name)};`,
      'GO',
      `CREATE USER ${bracket(user)} WITHOUT LOGIN;`,
      grantOf(question, user, world.catalog, database),
      'GO',
      ...made.flatMap((one) => [one, 'GO']),
    ].join('\n'),
  };
}

function hindrance({ question, database, carrier }: Refused): string | undefined {
  if (isServerScoped(question.securable.class))
    return `A user of ${database.name} has no rights at the server, unless the database is TRUSTWORTHY, which opens much more than this module.`;
  if (question.database !== undefined && question.database !== database.name)
    return `A user of ${database.name} counts for nothing in ${question.database}, unless ${database.name} is TRUSTWORTHY and its owner is trusted there, which opens much more than this module.`;
  const definition = carrier.existing?.definition.statement;
  if (definition && (definition.type === 'view' || definition.returns === 'inline'))
    return 'A view or inline function has no EXECUTE AS clause.';
  return undefined;
}

/** The ALTER that gives a module the clause; undefined: there is no place for it. */
export function alteredText({ script, statement, offset }: Definition, clause: string): string | undefined {
  const { executeAs: old } = statement;
  const edits = old
    ? [{ span: { start: offset + old.span.start, end: offset + old.span.end }, text: `EXECUTE AS ${clause}` }]
    : withClause(script.text, statement, offset, clause);
  if (!edits) return undefined;
  const start = offset + statement.span.start;
  const whole = textOf(script, statement, offset);
  let text = whole;
  for (const { span, text: put } of edits)
    text = text.slice(0, span.start - start) + put + text.slice(span.end - start);
  return text.replace(/^(\s*)(CREATE\s+OR\s+ALTER|CREATE)\b/i, '$1ALTER');
}

function withNewClause(made: string, clause: string): string {
  return made.replace(/^(CREATE PROCEDURE .*?) AS\n/, `$1 WITH EXECUTE AS ${clause} AS\n`);
}
