/**
 * Who can do something in a database or at the server. Two of one mark are let do the same, so one of them is asked.
 * A role of which nobody knows the members stands for whoever comes into it; public stands for everybody.
 */
import { loginToken, userToken } from '../catalog/closure';
import { decide, type Subject } from '../catalog/decide/decide';
import { databaseQuestion, serverQuestion } from '../catalog/decide/question';
import { publicId, saId } from '../catalog/ids';
import { loginOfSid } from '../catalog/lookup';
import type { Catalog, Database, DatabasePrincipal, Id, ServerPrincipal } from '../catalog/model';
import type { Token } from '../catalog/token';
import { memo } from '../text/memo';
import { fold, type Name } from '../text/name';

export interface Person {
  /** What kind he is, where, and his name as it is written. */
  readonly key: string;
  readonly kind: 'login' | 'user' | 'role' | 'application role' | 'everybody';
  readonly name: Name;
  /** Undefined: of the server. */
  readonly database?: Name;
  readonly subject: Subject;
  /** Undefined: cannot get in, whatever is granted. */
  readonly mark: string | undefined;
}

export function peopleIn(catalog: Catalog, database: Database): readonly Person[] {
  return [...database.principals.values()].flatMap((one) => personIn(catalog, database, one) ?? []);
}

function personIn(catalog: Catalog, database: Database, principal: DatabasePrincipal): Person | undefined {
  const kind = kindOf(database, principal);
  if (!kind) return undefined;
  const login = principal.sid === undefined || kind !== 'user' ? undefined : loginOfSid(catalog, principal.sid);
  const subject: Subject = {
    database,
    userToken: userToken(database, principal),
    ...(login && { loginToken: loginToken(catalog, login) }),
  };
  const shut = kind === 'user' && (login?.disabled || mayNotConnect(catalog, database, subject, principal));
  return {
    key: `${fold(database.name)}/${kind}/${principal.name}`,
    kind,
    name: principal.name,
    database: database.name,
    subject,
    mark: shut ? undefined : markOf(catalog, database, subject),
  };
}

/** Whoever scripts only name got in somehow, unless that is denied. */
function mayNotConnect(
  catalog: Catalog,
  database: Database,
  subject: Subject,
  { implied }: DatabasePrincipal,
): boolean {
  const verdict = decide(catalog, subject, databaseQuestion(catalog, database, 'CONNECT'));
  return verdict.kind === 'denied' && (!implied || verdict.proof.kind === 'row');
}

function kindOf(database: Database, { id, type, fixed }: DatabasePrincipal): Person['kind'] | undefined {
  if (id === publicId) return 'everybody';
  if (fixed) return undefined;
  switch (type) {
    case 'role':
      return (database.members.get(id)?.size ?? 0) === 0 ? 'role' : undefined;
    case 'application_role':
      return 'application role';
    case 'certificate_user':
    case 'key_user':
      return undefined;
    default:
      return 'user';
  }
}

export function logins(catalog: Catalog): readonly Person[] {
  return [...catalog.server.principals.values()].filter(canConnect).map((login): Person => {
    const subject: Subject = { loginToken: loginToken(catalog, login) };
    const mark = login.disabled ? undefined : markOf(catalog, undefined, subject);
    return { key: `login/${login.name}`, kind: 'login', name: login.name, subject, mark };
  });
}

const connecting: ReadonlySet<ServerPrincipal['type']> = new Set([
  'sql_login',
  'windows_login',
  'windows_group',
  'external_login',
  'external_group',
]);

function canConnect({ id, type }: ServerPrincipal): boolean {
  return connecting.has(type) && id !== saId;
}

/** Of the tokens, the rows on which some decision may rest. */
function markOf(
  catalog: Catalog,
  database: Database | undefined,
  { loginToken: login, userToken: user }: Subject,
): string {
  const rows = (token: Token | undefined, counts: (id: Id) => boolean): readonly string[] =>
    token === undefined
      ? ['none']
      : [
          ...token.rows.flatMap(({ id, usage, certain }) =>
            id !== undefined && counts(id) ? [`${id} ${usage} ${certain}`] : [],
          ),
          token.incomplete?.text ?? '',
        ];
  const atServer = bearingAtServer(catalog);
  const here = database ? bearingIn(database) : new Set<Id>();
  // Everybody who comes in has a right of his own to do so, which counts for nothing else.
  const subject: Subject = { database, loginToken: login, userToken: user };
  const connects = database
    ? decide(catalog, subject, databaseQuestion(catalog, database, 'CONNECT'))
    : decide(catalog, subject, serverQuestion(catalog, 'CONNECT SQL'));
  return JSON.stringify([connects.kind, rows(login, (id) => atServer.has(id)), rows(user, (id) => here.has(id))]);
}

/** The principals that hold, are denied or own something, and the roles that are made so. */
const bearingIn = memo((database: Database): ReadonlySet<Id> => {
  const found = new Set<Id>();
  for (const { grantee, permission, securable } of database.permissions.values())
    if (permission !== 'CONNECT' || securable.class !== 'DATABASE') found.add(grantee);
  for (const [id, { fixed, owner }] of database.principals) {
    if (fixed) found.add(id);
    if (owner !== undefined) found.add(owner);
  }
  const owned = [database.schemas, database.objects, database.keys, database.assemblies, database.others] as const;
  for (const list of owned)
    for (const { owner } of list.values() as Iterable<{ readonly owner?: Id }>)
      if (owner !== undefined) found.add(owner);
  return found;
});

const bearingAtServer = memo((catalog: Catalog): ReadonlySet<Id> => {
  const { permissions, principals } = catalog.server;
  const found = new Set<Id>();
  for (const { grantee, permission } of permissions.values()) if (permission !== 'CONNECT SQL') found.add(grantee);
  for (const [id, { type, fixed, owner }] of principals) {
    if (fixed && type === 'server_role') found.add(id);
    if (owner !== undefined) found.add(owner);
  }
  return found;
});

export function whoIs({ kind, name, database }: Person): string {
  if (kind === 'everybody') return `everybody in ${database}`;
  const where = database === undefined ? '' : ` in ${database}`;
  return kind === 'role' ? `members of role '${name}'${where}` : `${kind} '${name}'${where}`;
}
