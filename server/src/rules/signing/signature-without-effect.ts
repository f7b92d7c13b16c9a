import { databaseClosure, serverClosure } from '../../catalog/closure';
import { publicId, publicServerRoleId } from '../../catalog/ids';
import { heldText, objects, permissions, signedText } from '../../catalog/indexes';
import { findKey, loginsOfKey, usersOfKey } from '../../catalog/lookup';
import type { Catalog, Database, Id, Thumbprint } from '../../catalog/model';
import { perhapsLoginsOfKeys, perhapsUsersOfKeys } from '../../catalog/same-key';
import type { World } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import { rule } from '../rule';

export const signatureWithoutEffect = rule({
  id: 'signature-without-effect',
  severity: 'warning',
  serverErrors: [],
  summary: 'The key of a signature stands for nobody who holds anything.',
  why: 'A signature adds what the users and the login of its certificate or key hold, in the databases and at the server. Where there is no such principal, or none that was granted anything, it adds nothing, and nobody says so.',
  advice:
    'CREATE USER ... FROM CERTIFICATE, or CREATE LOGIN ... FROM CERTIFICATE in master, and grant what the module needs to it.',
  bad: [
    `ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE USER signer FROM CERTIFICATE SignCert;
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  good: [
    `ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
CREATE USER signer FROM CERTIFICATE SignCert;
GRANT SELECT ON dbo.Orders TO signer;`,
    `CREATE USER signer FROM CERTIFICATE SignCert;
ALTER ROLE db_datareader ADD MEMBER signer;
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `ADD COUNTER SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `DROP SIGNATURE FROM dbo.Signed BY CERTIFICATE SignCert;`,
  ],
  rulebook: ['SIG-3', 'SIG-5', 'SIG-15'],
  onEveryPath: true,
  statements: ['signature'],
  *path({ before, outcome }, { step: { statement } }) {
    if (outcome.kind === 'error' || statement.kind !== 'signature') return;
    if (statement.action !== 'add' || statement.counter || statement.class !== 'OBJECT') return;
    for (const by of statement.by)
      if (thumbprintOf(before, by))
        yield { span: by.name.span, message: `${by.name.name} stands for nobody who was granted anything.` };
  },
  stands(found, { statement, paths }, _script, _offset, { exit }) {
    const [path] = paths;
    const by = statement.kind === 'signature' ? statement.by.find(({ name }) => name.span === found.span) : undefined;
    const key = by && path && thumbprintOf(path.before, by);
    if (!key || exit.kind !== 'worlds') return false;
    return (
      exit.worlds.length > 0 &&
      exit.worlds.every(({ catalog }) => isStillSigned(catalog, key) && !mayHaveEffect(catalog, key))
    );
  },
});

function thumbprintOf(
  { catalog, database }: World,
  { kind, name }: StatementOf<'signature'>['by'][number],
): Thumbprint | undefined {
  const place = catalog.databases.get(database);
  const key = place && findKey(place, kind, name.name);
  return key?.kind === 'found' ? key.entry.thumbprint : undefined;
}

/** Whether the signature is there in the end: a demonstration takes it away again. */
function isStillSigned({ databases }: Catalog, key: Thumbprint): boolean {
  return databases.some((database) => objects.find(database.objects, signedText(key)).length > 0);
}

/** Whether somebody stands for the key who holds more than the right to connect, or may do so. */
function mayHaveEffect(catalog: Catalog, key: Thumbprint): boolean {
  const { server } = catalog;
  if (perhapsLoginsOfKeys(catalog, [key]).length > 0) return true;
  const logins = loginsOfKey(catalog, key).map(({ id }) => id);
  if (logins.length > 0 && (server.knowledge === 'open' || holdsMore(server.permissions, serverRoles(catalog, logins))))
    return true;
  return [...catalog.databases.values()].some((database) => countsIn(database, key));
}

function serverRoles({ server }: Catalog, logins: readonly Id[]): ReadonlySet<Id> {
  return new Set([...serverClosure(server, logins).keys()].filter((id) => id !== publicServerRoleId));
}

function countsIn(database: Database, key: Thumbprint): boolean {
  if (perhapsUsersOfKeys(database, [key]).length > 0) return true;
  const users = usersOfKey(database, key);
  if (users.length === 0) return false;
  if (users.some(({ created }) => !created) && database.knowledge === 'open') return true;
  const ids = users.map(({ id }) => id);
  const all = new Set([...databaseClosure(database, ids).keys()].filter((id) => id !== publicId));
  return all.size > ids.length || holdsMore(database.permissions, all);
}

function holdsMore(rows: Database['permissions'], holders: ReadonlySet<Id>): boolean {
  return [...holders].some((id) => permissions.count(rows, heldText(id)) > 0);
}
