/** Tables and the other objects of a schema, schemas, and DROP of anything. */
import type { Statement, StatementOf } from '../../syntax/statement';
import { classed } from './classes';
import type { Mention } from './mention';
import { triggersNamed } from './modules';
import { inSchema, named, objectNamed } from './parts';

export function mentionsOfObjects(statement: Statement): readonly Mention[] {
  switch (statement.kind) {
    case 'create_table':
      return [
        ...objectNamed(statement.name, 'declares', { sort: 'table' }),
        ...statement.foreignKeys.flatMap(({ table }) => objectNamed(table, 'uses')),
        ...fromDefaults(statement.defaults),
      ];
    case 'alter_table':
      return [
        ...objectNamed(statement.name, 'changes'),
        ...statement.foreignKeys.flatMap(({ table }) => objectNamed(table, 'uses')),
        ...(statement.switchTo ? objectNamed(statement.switchTo, 'changes') : []),
        ...(statement.triggers && statement.triggers.names !== 'all'
          ? statement.triggers.names.flatMap((one) => objectNamed(one, 'changes'))
          : []),
        ...fromDefaults(statement.defaults),
      ];
    case 'create_index':
      return objectNamed(statement.table, 'changes');
    case 'create_type':
      return inSchema('type', statement.name, 'declares', { sort: 'type' });
    case 'create_synonym':
      return [
        ...objectNamed(statement.name, 'declares', { sort: 'synonym', behind: statement.target.span }),
        ...objectNamed(statement.target, 'uses'),
      ];
    case 'create_sequence':
      return statement.action === 'create'
        ? objectNamed(statement.name, 'declares', { sort: 'sequence' })
        : objectNamed(statement.name, 'changes');
    case 'create_schema':
      return schema(statement);
    case 'alter_schema':
      return [named('schema', statement.schema, 'uses'), ...classed(statement.class, statement.object, 'renames')];
    case 'drop':
      return dropped(statement);
    case 'truncate_table':
    case 'bulk_insert':
      return objectNamed(statement.table, 'uses');
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return statement.target ? objectNamed(statement.target, 'uses', { fires: statement.actions }) : [];
    case 'select':
      return statement.into ? objectNamed(statement.into, 'declares', { sort: 'table' }) : [];
    case 'set_option':
      return statement.table ? objectNamed(statement.table, 'uses') : [];
    case 'other':
      return other(statement);
    default:
      return [];
  }
}

function fromDefaults(defaults: StatementOf<'create_table'>['defaults']): readonly Mention[] {
  return defaults.flatMap(({ sequences, functions }) =>
    [...sequences, ...functions].flatMap((one) => objectNamed(one, 'uses')),
  );
}

/** With AUTHORIZATION alone the schema has the name of its owner. */
function schema({ name, owner }: StatementOf<'create_schema'>): readonly Mention[] {
  const owned = owner ? [named('principal', owner, 'uses')] : [];
  if (name) return [named('schema', name, 'declares', { sort: 'schema' }), ...owned];
  return owner ? [...owned, named('schema', owner, 'declares', { sort: 'schema', implied: true })] : [];
}

function dropped({ class: kind, names, on }: StatementOf<'drop'>): readonly Mention[] {
  const table = on?.kind === 'object' ? objectNamed(on.name, 'changes') : [];
  if (kind === 'INDEX') return table;
  if (kind === 'TRIGGER' && on && on.kind !== 'object')
    return triggersNamed(names, on).map((one) => ({ ...one, act: 'drops' as const }));
  return [...names.flatMap((one) => classed(kind, one, 'drops')), ...table];
}

/** Only the objects of statements whose words say what the name is. */
function other({ words, name, on, predicates, scope }: StatementOf<'other'>): readonly Mention[] {
  return [
    ...(name && /^(?:UPDATE STATISTICS|CREATE AGGREGATE)$/.test(words.join(' ')) ? objectNamed(name, 'uses') : []),
    ...(on && scope === undefined ? objectNamed(on, 'uses') : []),
    ...(predicates ?? []).flatMap((one) => [...objectNamed(one.function, 'uses'), ...objectNamed(one.table, 'uses')]),
  ];
}
