/** What a declaration sets, by key, and to which value: where two scripts set one key to different values, their order counts. */
import type { Statement } from '../../syntax/statement';
import { fold } from '../../text/name';

export function settingsIn(statement: Statement, database: string): readonly (readonly [key: string, value: string])[] {
  const key = (...parts: readonly string[]): string =>
    [statement.kind, fold(database), ...parts.map(fold)].join('\u0001');
  switch (statement.kind) {
    case 'permission': {
      const { action, all, permissions, securable, principals, withGrantOption, grantOptionFor } = statement;
      const on = securable ? `${securable.class} ${securable.name.schema ?? 'dbo'}.${securable.name.name}` : '';
      const names = all
        ? ['ALL']
        : permissions.map(({ name, columns }) => [name, ...columns.map((one) => one.name)].join(' '));
      const value = `${action} ${withGrantOption} ${grantOptionFor}`;
      return principals.flatMap((one) => names.map((name) => [key(on, name, one.name), value] as const));
    }
    case 'alter_role': {
      const { scope, name, change } = statement;
      return change.kind === 'rename'
        ? [[key(scope, name.name), change.to.name]]
        : [[key(scope, name.name, change.member.name), change.kind]];
    }
    case 'alter_authorization': {
      const { class: kind, name, to } = statement;
      return [[key(kind, name.text), to.kind === 'principal' ? to.name.name : to.kind]];
    }
    case 'alter_database': {
      const named = statement.name?.name ?? database;
      const options = statement.options.map(({ name, value }) => [key(named, name), value ?? ''] as const);
      return statement.newName ? [...options, [key(named), statement.newName.name]] : options;
    }
    case 'signature':
      return [[key(statement.module.text, ...statement.by.map((one) => one.name.name)), statement.action]];
    case 'execute':
      return [
        [key(statement.module.kind === 'name' ? statement.module.name.name : ''), JSON.stringify(statement.arguments)],
      ];
    default:
      return [];
  }
}
