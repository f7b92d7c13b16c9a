/** DBCC: what its commands need (PERM-30), and the check that a frame of a database user cannot make (XDB-5). */

import { databaseKey } from '../../../catalog/collation';
import { onObject } from '../../../catalog/decide/question';
import type { Securable } from '../../../catalog/model';
import { lacking } from '../../../catalog/reason';
import { type Requirement, requirement, requirementOfWords } from '../../../catalog/requirement/requirement';
import type { Expression, ObjectName } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import { byTable, type TableQuestion } from '../../judge/by-table';
import { databaseTrust, enterDatabase, noAccess } from '../../names/access';
import { type Resolved, resolveObject } from '../../names/resolve';
import { splitName } from '../../names/split-name';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';

type Dbcc = StatementOf<'dbcc'>;

/** DBCC about the server (2571), a database (7983), a table (2557, 229), or what everybody may. */
export const stepDbcc: StepFunction<Dbcc> = (_, statement, world) => {
  const { span } = statement;
  const name = statement.command.toUpperCase();
  const row = rowOf(name, statement);
  if (!row) return unknown(world, lacking('model', `what DBCC ${name} needs is not modelled`));
  const question = { span, row, what: name };
  if (row.scope === 'object') {
    const table = tableArgument(name, statement);
    return table
      ? onTable(world, statement, question, table)
      : unknown(world, lacking('value', 'the table is not known'));
  }
  const database = row.scope === 'database' ? databaseArgument(world, statement.arguments[0]) : undefined;
  if (database === undefined || databaseKey(world.catalog, database) === world.database)
    return byTable(world, question);
  const entered = enterDatabase(world, database, span);
  if (entered.kind === 'refused') return failed(world, entered.outcome);
  if (entered.kind === 'unknown') return unknown(world, entered);
  return { ...byTable(change(world, { database: entered.key }), question), after: world };
};

function rowOf(name: string, { arguments: list }: Dbcc): Requirement | undefined {
  if (name !== 'SQLPERF') return requirementOfWords(['DBCC', name]);
  return requirement(list.length > 1 ? 'DBCC SQLPERF(dmv, CLEAR)' : 'DBCC SQLPERF(LOGSPACE)');
}

function onTable(world: World, { span, options }: Dbcc, question: TableQuestion, name: ObjectName): Effect {
  const resolved: Resolved = resolveObject(world, name);
  switch (resolved.kind) {
    case 'refused':
      return failed(world, resolved.outcome);
    case 'unknown':
      return unknown(world, resolved);
    case 'absent':
      return failed(
        world,
        serverError({
          message: messages.cannotFindTable(name.text),
          span,
          refusal: { kind: 'missing', what: 'table', name: name.name },
        }),
      );
    case 'object': {
      const { object, schema, key } = resolved;
      const securable = (kind: string): Securable | undefined =>
        kind === 'SCHEMA' ? { class: 'SCHEMA', id: schema.id } : onObject(object);
      const checksSnapshot = question.what === 'CHECKTABLE' && !options.includes('TABLOCK');
      const effect = byTable(
        change(world, { database: key }),
        { ...question, name: object.name, schema: schema.name, securable },
        () => (checksSnapshot ? throughSnapshot(world, span) : ok(world)),
      );
      return { ...effect, after: world };
    }
    default:
      return ok(world);
  }
}

/**
 * The check reads an internal snapshot of the database, where a frame of a database user is nobody; WITH TABLOCK does
 * without it.
 */
function throughSnapshot(world: World, span: Dbcc['span']): Effect {
  const database = world.catalog.databases.get(world.database);
  if (!database || world.stack.frame.scope !== 'database') return ok(world);
  if (databaseTrust(world) !== 'untrusted')
    return unknown(world, lacking('setting', 'whether the frame is trusted is not known'));
  return failed(world, { ...noAccess(world, database, span, { sandboxed: true, untrusted: [] }), endsBatch: true });
}

/** The second argument of those that name the database first. */
function tableArgument(command: string, { arguments: list }: Dbcc): ObjectName | undefined {
  const argument = list[command === 'CLEANTABLE' || command === 'INDEXDEFRAG' ? 1 : 0];
  const bare = argument?.kind === 'column' ? argument.parts : undefined;
  const parts = argument?.kind === 'string' ? splitName(argument.value) : bare;
  if (!argument || !parts || parts.length > 3) return undefined;
  const [name = '', schema, database] = [...parts].reverse();
  return { span: argument.span, text: parts.join('.'), name, ...(schema && { schema }), ...(database && { database }) };
}

/** A database by name; 0 and nothing stand for the current one, and files and other numbers too. */
function databaseArgument(world: World, argument: Expression | undefined): string | undefined {
  const bare = argument?.kind === 'column' ? argument.parts.join('.') : undefined;
  const text = argument?.kind === 'string' ? argument.value : bare;
  return text !== undefined && world.catalog.databases.has(databaseKey(world.catalog, text)) ? text : undefined;
}
