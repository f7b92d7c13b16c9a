import { findPrincipal, findServerPrincipal } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import type { Path } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import { grantOn, permissionOf } from '../grants-made';
import { rule, type StepFinding } from '../rule';

export const broadAuthenticate = rule({
  id: 'broad-authenticate',
  severity: 'warning',
  serverErrors: [],
  summary: 'AUTHENTICATE is granted to somebody who vouches for too much.',
  why: "AUTHENTICATE lets its holder vouch for impersonated users of other databases. The user of a certificate vouches for the modules that the certificate signed. The login that owns a database vouches for every token that anybody makes in it, as soon as that database is TRUSTWORTHY; with AUTHENTICATE SERVER for everybody's rights at the server.",
  advice: 'Sign the modules and grant AUTHENTICATE to the user of the certificate, AUTHENTICATE SERVER to its login.',
  bad: [
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT AUTHENTICATE SERVER TO ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
ALTER AUTHORIZATION ON DATABASE::depot TO ann;
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GRANT AUTHENTICATE TO ann;`,
    `USE master;
CREATE SERVER ROLE vouchers;
GRANT AUTHENTICATE SERVER TO vouchers;`,
  ],
  good: [
    "USE master; CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's'; CREATE LOGIN c_login FROM CERTIFICATE c; GRANT AUTHENTICATE SERVER TO c_login;",
    'CREATE USER sign_user FOR CERTIFICATE SignCert; GRANT AUTHENTICATE TO sign_user;',
    'GRANT AUTHENTICATE TO amy;',
    'USE master; DENY AUTHENTICATE SERVER TO amy;',
  ],
  rulebook: ['XDB-11', 'XDB-13', 'XDB-31'],
  statements: ['permission'],
  *path(path, { step: { statement } }) {
    const grant = grantOn(path, statement);
    if (!grant) return;
    if (permissionOf(grant, 'AUTHENTICATE SERVER')) yield* atServer(path.before.catalog, grant);
    if (permissionOf(grant, 'AUTHENTICATE')) yield* inDatabase(path, grant);
  },
});

function* atServer(catalog: Catalog, { principals }: StatementOf<'permission'>): Generator<StepFinding> {
  for (const { name, span } of principals) {
    const found = findServerPrincipal(catalog, name);
    if (found.kind === 'absent' || !isKnown(found, name)) continue;
    if (found.entry?.key !== undefined || (found.entry && isOfKey.has(found.entry.type))) continue;
    yield {
      span,
      message: `'${name}' is no login of a certificate: with AUTHENTICATE SERVER every trustworthy database that it owns gives out the server's rights.`,
    };
  }
}

/** A login of a key has no name of Windows, so one that nobody declared cannot be meant. */
function isKnown(found: ReturnType<typeof findServerPrincipal>, name: string): boolean {
  return name.includes('\\') ? found.kind !== 'absent' : found.kind === 'found' && !found.entry.implied;
}

const isOfKey: ReadonlySet<string> = new Set(['certificate_login', 'key_login']);

/** The user stands for the login that owns another database. */
function* inDatabase({ before }: Path, { principals }: StatementOf<'permission'>): Generator<StepFinding> {
  const target = before.catalog.databases.get(before.database);
  if (!target) return;
  for (const { name, span } of principals) {
    const user = findPrincipal(target, name);
    const sid = user.kind === 'found' && user.entry.authentication === 'login' ? user.entry.sid : undefined;
    if (sid === undefined || sid === target.owner) continue;
    const owned = [...before.catalog.databases.values()].filter(
      (one) => one.owner === sid && one.certain && one !== target,
    );
    if (owned.length === 0) continue;
    const names = owned.map((one) => one.name).join(', ');
    yield {
      span,
      message: `'${name}' owns ${names}: AUTHENTICATE lets in whatever is impersonated there, as soon as it is TRUSTWORTHY.`,
    };
  }
}
