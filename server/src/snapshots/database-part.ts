/** The parts of databases, from the facts of one run of the collector: one is whole, of the others only the options. */
import { by, byId, flag, modulePart, named, namesOf, number, optional, sorted, stateOf, text } from './facts';
import type { ColumnDefault, DatabasePart, Key, ObjectPart, Permission, Trigger, User } from './model';
import type { Fact } from './rows';

const userTypes: Readonly<Record<string, User['type']>> = {
  S: 'sql',
  U: 'windows',
  G: 'windows_group',
  C: 'certificate',
  K: 'asymmetric_key',
  E: 'external',
  X: 'external_group',
};
const builtIn = /^(?:dbo|guest|sys|INFORMATION_SCHEMA|public)$/i;

export function databaseParts(facts: readonly Fact[]): readonly DatabasePart[] {
  const [head] = by(facts)('snapshot');
  return by(facts)('database')
    .filter((one) => one.snapshot_of === undefined)
    .map((one) => {
      const own = named(one) === text(head, 'db');
      return { ...optionsOf(one), ...(own ? contentsOf(facts, head?.sees_db !== 1) : nothing) };
    });
}

function optionsOf(row: Fact): Pick<DatabasePart, 'name' | 'owner' | 'ownerSid' | 'trustworthy' | 'chaining'> {
  const containment = text(row, 'containment');
  return {
    name: named(row) ?? '',
    ...optional('owner', text(row, 'owner')),
    ...optional('ownerSid', text(row, 'sid')?.toLowerCase()),
    ...optional('trustworthy', flag(row, 'trustworthy')),
    ...optional('chaining', flag(row, 'chaining')),
    ...optional('containment', containment && (containment === 'PARTIAL' ? ('partial' as const) : ('none' as const))),
    ...optional('recursiveTriggers', flag(row, 'recursive_triggers')),
    ...optional('collation', text(row, 'collation')),
    ...optional('state', text(row, 'state')),
  };
}

type Contents = Omit<DatabasePart, keyof ReturnType<typeof optionsOf> | 'containment' | 'state' | 'collation'>;

const nothing: Contents = {
  collected: false,
  notSeen: [],
  users: [],
  roles: [],
  applicationRoles: [],
  members: [],
  permissions: [],
  schemas: [],
  objects: [],
  types: [],
  triggers: [],
  keys: [],
  services: [],
  assemblies: [],
};

function contentsOf(facts: readonly Fact[], partly: boolean): Contents {
  const all = by(facts);
  const things = thingsOf(facts);
  const { nameOf, schemaOf } = things;
  const logins = new Map(all('login').map((one) => [one.sid, named(one)]));
  const keys = all('key');
  const users = all('user').filter((one) => !builtIn.test(named(one) ?? ''));
  return {
    collected: true,
    notSeen: partly || all('not_seen').some(({ scope }) => scope === 'database') ? ['definitions'] : [],
    users: sorted(
      users.flatMap((one): User[] => {
        const type = userTypes[text(one, 'type') ?? ''];
        const key = keys.find(({ sid }) => sid !== undefined && sid === one.sid);
        return type === undefined
          ? []
          : [
              {
                name: named(one) ?? '',
                type,
                ...optional('sid', text(one, 'sid')?.toLowerCase()),
                ...optional('login', logins.get(one.sid) ?? text(one, 'login')),
                ...optional('authentication', text(one, 'authentication')),
                ...optional('defaultSchema', text(one, 'default_schema')),
                ...optional('key', named(key)),
              },
            ];
      }),
    ),
    roles: sorted(
      users
        .filter((one) => one.type === 'R' && !flag(one, 'fixed'))
        .map((one) => ({ name: named(one) ?? '', ...optional('owner', nameOf(one.owner)) })),
    ),
    applicationRoles: sorted(
      users
        .filter((one) => one.type === 'A')
        .map((one) => ({ name: named(one) ?? '', ...optional('defaultSchema', text(one, 'default_schema')) })),
    ),
    members: sorted(
      all('member').flatMap(({ role, member }) => {
        const [of, who] = [nameOf(role), nameOf(member)];
        return of === undefined || who === undefined ? [] : [{ role: of, member: who }];
      }),
    ),
    permissions: sorted(all('permission').flatMap((row) => permissionOf(row, things))),
    schemas: sorted(
      all('schema')
        .filter((one) => number(one.id) > 4 && number(one.id) < 16384)
        .map((one) => ({ name: named(one) ?? '', ...optional('owner', nameOf(one.owner)) })),
    ),
    objects: sorted(all('object').map((one) => objectOf(one, things))),
    types: sorted(
      all('type').map((one) => ({
        schema: schemaOf(one),
        name: named(one) ?? '',
        ...optional('owner', nameOf(one.owner)),
        ...optional('table', flag(one, 'is_table') || undefined),
      })),
    ),
    triggers: sorted(
      all('trigger')
        .filter((one) => one.class === 0)
        .map((one): Trigger => {
          const module = things.modules.get(number(one.id));
          return {
            name: named(one) ?? '',
            events: namesOf(one.events),
            ...optional('disabled', flag(one, 'disabled') || undefined),
            ...optional('module', module && modulePart(module, nameOf)),
          };
        }),
    ),
    keys: sorted(
      keys.map((one) => ({
        type: text(one, 'type') as Key['type'],
        name: named(one) ?? '',
        ...optional('owner', nameOf(one.owner)),
        ...optional('thumbprint', text(one, 'thumbprint')?.toLowerCase()),
        private: one.private === 1,
      })),
    ),
    services: sorted(
      all('service').map((one) => {
        const queue = things.objects.get(number(one.queue));
        return {
          name: named(one) ?? '',
          ...optional('owner', nameOf(one.owner)),
          ...optional('queue', queue && `${schemaOf(queue)}.${named(queue)}`),
        };
      }),
    ),
    assemblies: sorted(
      all('assembly').map((one) => ({
        name: named(one) ?? '',
        ...optional('owner', nameOf(one.owner)),
        ...optional('set', text(one, 'set')),
      })),
    ),
  };
}

interface Things {
  readonly facts: (kind: string) => readonly Fact[];
  readonly objects: ReadonlyMap<number, Fact>;
  readonly modules: ReadonlyMap<number, Fact>;
  readonly triggers: ReadonlyMap<number, Fact>;
  readonly queues: ReadonlyMap<number, Fact>;
  readonly synonyms: ReadonlyMap<number, Fact>;
  readonly signatures: ReadonlyMap<number, readonly Fact[]>;
  readonly principals: ReadonlyMap<number, Fact>;
  readonly schemas: ReadonlyMap<number, Fact>;
  readonly defaults: ReadonlyMap<number, readonly ColumnDefault[]>;
  readonly nameOf: (id: unknown) => string | undefined;
  readonly schemaOf: (row: Fact) => string;
}

function thingsOf(facts: readonly Fact[]): Things {
  const all = by(facts);
  const principals = byId(all('user'));
  const schemas = byId(all('schema'));
  const signatures = new Map<number, Fact[]>();
  for (const row of all('signature').filter((one) => one.class === 1)) {
    const list = signatures.get(number(row.major));
    if (list) list.push(row);
    else signatures.set(number(row.major), [row]);
  }
  return {
    facts: all,
    objects: byId(all('object')),
    modules: byId(all('module')),
    triggers: byId(all('trigger')),
    queues: byId(all('queue')),
    synonyms: byId(all('synonym')),
    signatures,
    principals,
    schemas,
    defaults: defaultsIn(all('default')),
    nameOf: (id) => named(principals.get(number(id))),
    schemaOf: (row) => named(schemas.get(number(row.schema))) ?? 'dbo',
  };
}

function defaultsIn(rows: readonly Fact[]): ReadonlyMap<number, readonly ColumnDefault[]> {
  const found = new Map<number, readonly ColumnDefault[]>();
  for (const row of rows) {
    const one: ColumnDefault = {
      column: text(row, 'column') ?? '',
      schema: text(row, 'schema') ?? 'dbo',
      name: named(row) ?? '',
      sequence: row.type === 'SO',
    };
    found.set(number(row.id), sorted([...(found.get(number(row.id)) ?? []), one]));
  }
  return found;
}

function objectOf(row: Fact, things: Things): ObjectPart {
  const id = number(row.id);
  const { nameOf, schemaOf } = things;
  const module = things.modules.get(id);
  const trigger = things.triggers.get(id);
  const queue = things.queues.get(id);
  const parent = things.objects.get(number(row.parent));
  const procedure = text(queue, 'procedure');
  const signed = things.signatures.get(id);
  return {
    schema: schemaOf(row),
    name: named(row) ?? '',
    type: text(row, 'type') ?? '',
    ...optional('owner', nameOf(row.owner)),
    ...optional('columns', row.columns === undefined ? undefined : namesOf(row.columns)),
    ...optional('defaults', things.defaults.get(id)),
    ...optional('target', text(things.synonyms.get(id), 'target')),
    ...optional('parent', parent && named(parent)),
    ...optional('events', trigger && namesOf(trigger.events)),
    ...optional('instead', (trigger && flag(trigger, 'instead')) || undefined),
    ...optional('disabled', (trigger && flag(trigger, 'disabled')) || undefined),
    ...optional(
      'activation',
      queue && procedure !== undefined
        ? {
            procedure,
            runAs: modulePart(queue, nameOf).runAs,
            enabled: flag(queue, 'activation') === true,
          }
        : undefined,
    ),
    ...optional('module', module && modulePart(module, nameOf)),
    ...optional(
      'signatures',
      signed &&
        sorted(
          signed.map((one) => ({
            thumbprint: text(one, 'thumbprint')?.toLowerCase() ?? '',
            counter: text(one, 'type')?.startsWith('CP') === true,
          })),
        ),
    ),
  };
}

function permissionOf(row: Fact, things: Things): readonly Permission[] {
  const state = stateOf(row);
  const to = things.nameOf(row.grantee);
  const place = placeOf(row, things);
  if (!state || to === undefined || !place) return [];
  const permission = text(row, 'permission') ?? '';
  return [
    {
      state,
      permission,
      ...place,
      ...optional('column', text(row, 'column')),
      to,
      ...optional('by', things.nameOf(row.grantor)),
    },
  ];
}

/** The thing that a permission is on; undefined: it is nothing that is collected, as objects of the system. */
function placeOf(row: Fact, things: Things): Pick<Permission, 'class' | 'on' | 'schema'> | undefined {
  const major = number(row.major);
  const of = (kind: string): string | undefined => named(byId(things.facts(kind)).get(major));
  const on = (what: string, name: string | undefined): Pick<Permission, 'class' | 'on'> | undefined =>
    name === undefined ? undefined : { class: what, on: name };
  switch (row.class) {
    case 0:
      return { class: 'DATABASE' };
    case 1: {
      const object = things.objects.get(major);
      return object && { class: 'OBJECT', on: named(object) ?? '', schema: things.schemaOf(object) };
    }
    case 3:
      return on('SCHEMA', named(things.schemas.get(major)));
    case 4: {
      const principal = things.principals.get(major);
      const classes: Readonly<Record<string, string>> = { R: 'ROLE', A: 'APPLICATION ROLE' };
      return principal && on(classes[text(principal, 'type') ?? ''] ?? 'USER', named(principal));
    }
    case 5:
      return on('ASSEMBLY', of('assembly'));
    case 6: {
      const type = byId(things.facts('type')).get(major);
      return type && { class: 'TYPE', on: named(type) ?? '', schema: things.schemaOf(type) };
    }
    case 17:
      return on('SERVICE', of('service'));
    case 24:
    case 25:
    case 26: {
      const kind = { 24: 'symmetric_key', 25: 'certificate', 26: 'asymmetric_key' }[row.class as 24 | 25 | 26];
      const key = things.facts('key').find((one) => one.type === kind && number(one.id) === major);
      return on(kind.replace('_', ' ').toUpperCase(), named(key));
    }
    default:
      return undefined;
  }
}
