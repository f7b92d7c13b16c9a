/**
 * What an INSERT starts and needs by the defaults of the columns that it leaves out: functions and sequences, chained
 * from the table.
 */
import { sameNameIn } from '../../catalog/collation';
import type { Link } from '../../catalog/decide/chain';
import type { ObjectName } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import type { Uses } from '../../syntax/uses';
import { noUses } from '../../syntax/uses';
import { resolveObject } from '../names/resolve';
import type { Outcome, World } from '../session/model';
import { requireObject } from './objects';

export interface DefaultsUsed {
  /** Needs of the defaults: EXECUTE on functions, UPDATE on sequences of another owner than the table's. */
  readonly outcomes: readonly Outcome[];
  /** The functions that are called. */
  readonly uses: Uses;
}

const nothing: DefaultsUsed = { outcomes: [], uses: noUses };

export function defaultsUsed(
  world: World,
  { target, given, span }: StatementOf<'insert' | 'update' | 'delete' | 'merge'>,
): DefaultsUsed {
  if (!target || given === undefined || given === 'all') return nothing;
  const resolved = resolveObject(world, target);
  if (resolved.kind !== 'object' || resolved.object.kind !== 'table' || !resolved.object.defaults) return nothing;
  const { database, schema, object } = resolved;
  const left = resolved.object.defaults.filter(
    ({ column }) => !given.some((name) => sameNameIn(database, name, column)),
  );
  const link: Link = { database, object };
  const inside = (name: ObjectName): ObjectName => ({
    ...name,
    database: name.database ?? database.name,
    schema: name.schema ?? schema.name,
  });
  const question = (name: ObjectName, permission: string): Outcome => {
    const found = resolveObject(world, name);
    return found.kind === 'object'
      ? requireObject(world, found, permission, { kind: 'every' }, span, link)
      : { kind: 'ok' };
  };
  const functions = left.flatMap((one) => one.functions.map(inside));
  return {
    outcomes: [
      ...functions.map((name) => question(name, 'EXECUTE')),
      ...left.flatMap((one) => one.sequences.map(inside)).map((name) => question(name, 'NEXT VALUE FOR')),
    ],
    uses: { ...noUses, functions: functions.map((name) => ({ span, name, args: [] })) },
  };
}
