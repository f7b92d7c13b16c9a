/** GRANT, DENY, REVOKE, ALTER AUTHORIZATION. */

import type { NamedAt } from '../expression';
import type { AlterAuthorization, PermissionStatement } from '../statements/permissions';
import type { Base } from './base';
import { isName, namedAt, namedAtOr, nameOf, objectName, objectNameOr, words } from './names';
import { classOf } from './objects';
import { field, fields, type Syntax, spanOf } from './syntax';

export function permission(node: Syntax, base: Base): PermissionStatement {
  const written = fields(node, 'permission').map(named);
  const permissions = written.filter(({ name }) => name !== 'ALL' && name !== 'ALL PRIVILEGES');
  const securable = securableOf(node);
  const as = field(node, 'as');
  return {
    ...base,
    kind: 'permission',
    action: node.type as PermissionStatement['action'],
    all: permissions.length < written.length,
    permissions,
    ...(securable ? { securable } : {}),
    principals: fields(node, 'grantee').map(namedAt),
    withGrantOption: field(node, 'grant_option') !== undefined,
    grantOptionFor: field(node, 'grant_option_for') !== undefined,
    cascade: field(node, 'cascade') !== undefined,
    ...(as ? { as: namedAt(as) } : {}),
  };
}

/** Abbreviations mean the permission that they abbreviate. */
function named(node: Syntax): PermissionStatement['permissions'][number] {
  const columns = field(node, 'columns');
  const name = words(node.children.filter((one) => one !== columns))
    .replace(/\bEXEC\b/, 'EXECUTE')
    .replace(/\bPROC\b/, 'PROCEDURE');
  return { span: spanOf(node), name, columns: columns ? columnsOf(columns) : [] };
}

function securableOf(node: Syntax): PermissionStatement['securable'] {
  const name = field(node, 'securable');
  if (!name) return undefined;
  const columns = field(node, 'securable_columns');
  const start = field(node, 'class')?.start ?? name.start;
  return {
    span: { start, end: (columns ?? name).end },
    class: classOf(node),
    name: objectName(name),
    columns: columns ? columnsOf(columns) : [],
  };
}

function columnsOf(node: Syntax): readonly NamedAt[] {
  return node.children
    .filter(isName)
    .map((one) => ({ span: spanOf(one), name: one.type === 'object_name' ? objectName(one).name : nameOf(one) }));
}

export function alterAuthorization(node: Syntax, base: Base): AlterAuthorization {
  const to = field(node, 'to');
  return {
    ...base,
    kind: 'alter_authorization',
    class: classOf(node),
    name: objectNameOr(field(node, 'name'), node),
    to: field(node, 'schema_owner') ? { kind: 'schema_owner' } : { kind: 'principal', name: namedAtOr(to, node) },
  };
}
