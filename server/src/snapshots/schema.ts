/**
 * The schema of `*.tsqlcontext-snapshot.json`: what is published for editors and what reads the files here. A test holds it
 * against the types of model.ts. `npm run docs` writes it to schemas/.
 */
import { snapshotFormat } from './model';
import { list, object, oneOf, text, truth, whole } from './schema-parts';

const name = text('A name, as the server spells it.');
const names = (description: string): ReturnType<typeof list<typeof name>> => list(name, description);
const owner = text('The principal that owns it; left out: who owns the schema, or it is not known.');
const sid = text('The sid, in hexadecimal.', '^(0x[0-9a-fA-F]*)?$');
const thumbprint = text('The thumbprint, in hexadecimal.', '^(0x[0-9a-fA-F]*)?$');

const role = object({ name }, { owner });
const member = object({ role: name, member: name });
const permission = object(
  {
    state: oneOf('grant', 'grant_with_grant_option', 'deny'),
    permission: text('In capitals, as in sys.database_permissions.'),
    class: text('What it is on, as GRANT names it: DATABASE, OBJECT, SCHEMA, LOGIN ...'),
    to: name,
  },
  { on: name, schema: name, column: name, by: text('The grantor.') },
);
const module = object(
  { runAs: text("'caller', 'owner', or 'user:' and a name.", '^(caller|owner|user:.*)$') },
  {
    quoted: truth('false: it was made while QUOTED_IDENTIFIER was off.'),
    assembly: name,
    text: list(text('A line.'), 'The lines of its text; left out: it is not in the snapshot.'),
  },
);
const trigger = object({ name, events: names('What fires it.') }, { disabled: truth(), module });
const key = object(
  { type: oneOf('certificate', 'asymmetric_key', 'symmetric_key'), name },
  { owner, thumbprint, private: truth('Whether it has a private key there; the key itself is never collected.') },
);
const accountTypes = [
  'sql',
  'windows',
  'windows_group',
  'certificate',
  'asymmetric_key',
  'external',
  'external_group',
] as const;
const option = object({ name, value: whole() });
const notSeen = names('What the collector could not see.');

const server = object(
  {
    name,
    version: text('As SERVERPROPERTY has it: 16.0.1000.6'),
    edition: whole('EngineEdition: 5 is Azure SQL Database, 8 a managed instance.'),
    notSeen,
    logins: list(
      object({ name, type: oneOf(...accountTypes) }, { sid, disabled: truth(), key: name }),
      'Logins; roles of the server are in `roles`.',
    ),
    roles: list(role),
    members: list(member),
    permissions: list(permission),
    configuration: list(option, 'Options of sp_configure that matter, with the values in use.'),
    linkedServers: list(
      object(
        {
          name,
          rpcOut: truth('Whether procedures can be called there.'),
          mappings: list(
            object({ self: truth() }, { local: name, remote: name }),
            'Who is who there; without `local`: everybody else.',
          ),
        },
        { product: text(), provider: text() },
      ),
    ),
    endpoints: list(object({ name }, { type: text(), owner: name })),
    credentials: names('Credentials of the server, by name.'),
    jobs: list(object({ name }, { owner: name, enabled: truth() })),
    proxies: list(object({ name }, { credential: name, enabled: truth() })),
    triggers: list(trigger),
    keys: list(key, 'Certificates and asymmetric keys of master.'),
  },
  { collation: text() },
);

const column = object({ column: name, schema: name, name, sequence: truth() });
const thing = object(
  { schema: name, name, type: text('As in sys.objects: U, V, P ...') },
  {
    owner,
    columns: names('Of a table or view.'),
    defaults: list(column, 'Functions and sequences in the defaults of its columns.'),
    target: text('Of a synonym.'),
    parent: text('Of a trigger: its table or view.'),
    events: names('Of a trigger.'),
    instead: truth(),
    disabled: truth(),
    activation: object({ procedure: text(), enabled: truth() }, { runAs: text() }),
    module,
    signatures: list(object({ thumbprint, counter: truth() })),
  },
);

const database = object(
  {
    name,
    collected: truth('Whether the collector ran in it; else only its options are known.'),
    notSeen,
    users: list(
      object(
        { name, type: oneOf(...accountTypes) },
        { sid, login: name, authentication: text(), defaultSchema: name, key: name },
      ),
    ),
    roles: list(role),
    applicationRoles: list(object({ name }, { defaultSchema: name })),
    members: list(member),
    permissions: list(permission),
    schemas: list(role),
    objects: list(thing),
    types: list(object({ schema: name, name }, { owner, table: truth() })),
    triggers: list(trigger),
    keys: list(key),
    services: list(object({ name }, { owner, queue: text() })),
    assemblies: list(object({ name }, { owner, set: text() })),
  },
  {
    owner: name,
    ownerSid: sid,
    trustworthy: truth(),
    chaining: truth(),
    containment: oneOf('none', 'partial'),
    recursiveTriggers: truth(),
    collation: text(),
    state: text(),
  },
);

export const snapshotSchema = object(
  {
    format: whole('The format of the file.', snapshotFormat),
    taken: text('The day on which it was collected; of several the first.', '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    server,
    databases: list(database),
  },
  { $schema: text() },
);

/** The same as JSON schema. */
export const publishedSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: '*.tsqlcontext-snapshot.json',
  description: 'What decides about identity and permission on a server, as docs/collect.sql saw it.',
  ...snapshotSchema,
};
