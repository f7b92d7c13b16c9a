/** Certificates, keys and assemblies in the statements that make and use them. */
import type { Statement, StatementOf } from '../../syntax/statement';
import { classed } from './classes';
import type { Mention, Space } from './mention';
import { named } from './parts';

const spaces: Readonly<Record<StatementOf<'create_key'>['type'], Space | undefined>> = {
  certificate: 'certificate',
  asymmetric_key: 'asymmetric key',
  symmetric_key: 'symmetric key',
  master_key: undefined,
};

export function mentionsOfKeys(statement: Statement): readonly Mention[] {
  switch (statement.kind) {
    case 'create_key': {
      const space = spaces[statement.type];
      const owner = statement.owner ? [named('principal', statement.owner, 'uses')] : [];
      if (!space || !statement.name) return owner;
      return [named(space, statement.name, 'declares', { sort: space as Mention['sort'] & string }), ...owner];
    }
    case 'alter_key': {
      const space = spaces[statement.type];
      return space && statement.name ? [named(space, statement.name, 'changes')] : [];
    }
    case 'backup_certificate':
      return [named('certificate', statement.name, 'uses')];
    case 'signature':
      return [
        ...classed(statement.class, statement.module, 'changes'),
        ...statement.by.flatMap(({ kind, name }) => key(kind, name)),
      ];
    case 'key_use': {
      const space = spaces[statement.type];
      return [
        ...(space && statement.name ? [named(space, statement.name, 'uses')] : []),
        ...(statement.by ? key(statement.by.kind, statement.by.name) : []),
      ];
    }
    case 'create_assembly':
    case 'alter_assembly':
      return [
        statement.kind === 'create_assembly'
          ? named('assembly', statement.name, 'declares', { sort: 'assembly' })
          : named('assembly', statement.name, 'changes'),
        ...(statement.owner ? [named('principal', statement.owner, 'uses')] : []),
      ];
    default:
      return [];
  }
}

function key(
  kind: 'certificate' | 'asymmetric_key',
  name: StatementOf<'backup_certificate'>['name'],
): readonly Mention[] {
  const space = spaces[kind];
  return space ? [named(space, name, 'uses')] : [];
}
