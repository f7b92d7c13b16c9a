/** What a statement reads, writes and asks the system about. */

import type { BuiltinUse, Uses } from '../../syntax/uses';
import { fold } from '../../text/name';
import { spaceOfClass } from './classes';
import type { Mention, Space } from './mention';
import { inString, isSystemSchema, named, objectNamed } from './parts';

export function mentionsInUses({ accesses, functions, builtins }: Uses): readonly Mention[] {
  const seen = new Set<number>();
  const first = (start: number): boolean => !seen.has(start) && seen.add(start) !== undefined;
  return [
    ...accesses.flatMap((access) =>
      first(access.name.span.start) && !isSystemSchema(access.name.schema)
        ? objectNamed(access.name, 'uses', access.isFunction ? { call: true } : {})
        : [],
    ),
    ...functions.flatMap(({ name }) => objectNamed(name, 'uses', { call: true })),
    ...builtins.flatMap(asked),
  ];
}

/** What the arguments of functions of the system name, in their order. */
export const askedAbout: Readonly<Record<string, readonly (Space | undefined)[]>> = {
  SUSER_ID: ['server principal'],
  SUSER_SID: ['server principal'],
  USER_ID: ['principal'],
  DATABASE_PRINCIPAL_ID: ['principal'],
  IS_MEMBER: ['principal'],
  IS_ROLEMEMBER: ['principal', 'principal'],
  IS_SRVROLEMEMBER: ['server principal', 'server principal'],
  OBJECT_ID: ['object'],
  TYPE_ID: ['type'],
  SCHEMA_ID: ['schema'],
  DB_ID: ['database'],
  HAS_DBACCESS: ['database'],
  DATABASEPROPERTYEX: ['database'],
  CERT_ID: ['certificate'],
  ASYMKEY_ID: ['asymmetric key'],
  KEY_ID: ['symmetric key'],
  KEY_GUID: ['symmetric key'],
};

function asked({ name, args }: BuiltinUse): readonly Mention[] {
  if (name === 'HAS_PERMS_BY_NAME') return permitted(args);
  const spaces = askedAbout[name];
  if (!spaces) return [];
  return args.flatMap((value, index) => {
    const space = spaces[index];
    return space && value.kind === 'string' ? literal(space, value) : [];
  });
}

type Literal = Extract<BuiltinUse['args'][number], { kind: 'string' }>;

/** A name in a string: one of several parts where the space has schemas. */
export function literal(space: Space, { span, value }: Literal): readonly Mention[] {
  if (space === 'object' || space === 'type') return inString(space, value, span, 'asks');
  return value === '' ? [] : [named(space, { span, name: value }, 'asks')];
}

/** HAS_PERMS_BY_NAME(name, class, permission): the name may have delimiters, whatever it is of. */
function permitted([name, kind]: BuiltinUse['args']): readonly Mention[] {
  if (name?.kind !== 'string' || kind?.kind !== 'string') return [];
  const space = spaceOfClass(fold(kind.value).toUpperCase());
  return space ? inString(space, name.value, name.span, 'asks') : [];
}
