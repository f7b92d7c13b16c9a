/** Calls that go into an assembly: which module is meant, and the frame in which it starts (CLR-6, MOD-10). */
import type { Database, Module } from '../../catalog/model';
import type { ObjectName } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';
import { resolveObject } from '../names/resolve';
import type { Definitions, ErrorOutcome, World } from '../session/model';
import { noVariables } from '../session/scope';
import { enterModule } from './module-frame';

export interface ExternalCall {
  readonly definition: StatementOf<'create_module'>;
  readonly module: Module;
  readonly database: Database;
  /** The world at the first statement, or why it does not start. */
  readonly entered: World | ErrorOutcome;
}

/** The modules of assemblies that a statement calls in a world, as far as their definitions are at hand. */
export function externalCalls(definitions: Definitions, statement: Statement, world: World): readonly ExternalCall[] {
  return namesIn(statement).flatMap((name): readonly ExternalCall[] => {
    const found = resolveObject(world, name);
    if (found.kind !== 'object' || found.object.kind !== 'module' || !found.object.external) return [];
    const { object: module, database } = found;
    const definition = module.body === undefined ? undefined : definitions.definition(module.body);
    if (!definition) return [];
    const key = fold(database.name);
    const entered = enterModule(world, { database, key, module, definition, variables: noVariables });
    return [{ definition, module, database, entered }];
  });
}

function namesIn(statement: Statement): readonly ObjectName[] {
  if (statement.kind === 'execute') return statement.module.kind === 'name' ? [statement.module.name] : [];
  if (!('uses' in statement) || !statement.uses) return [];
  const { accesses, functions } = statement.uses;
  return [...accesses.filter(({ isFunction }) => isFunction), ...functions].map(({ name }) => name);
}
