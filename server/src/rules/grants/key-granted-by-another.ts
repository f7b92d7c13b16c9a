import type { Database, PermissionRow } from '../../catalog/model';
import { grantOn } from '../grants-made';
import { rule } from '../rule';

export const keyGrantedByAnother = rule({
  id: 'key-granted-by-another',
  severity: 'warning',
  serverErrors: [],
  summary: 'A right on a certificate or key is granted by somebody who does not own it.',
  why: 'Whoever may use a signing key gives what its users hold to code of his own. A right that another one granted is a row of its own: the REVOKE of the owner does not take it away, unless it says AS or CASCADE.',
  advice: 'Let the owner grant it, and nobody with the option to grant it further.',
  bad: [
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GRANT ALTER ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;
EXECUTE AS USER = 'keeper';
GRANT ALTER ON CERTIFICATE::Seal TO teller;
REVERT;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GRANT CONTROL ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;
GRANT CONTROL ON CERTIFICATE::Seal TO teller AS keeper;`,
  ],
  good: [
    'GRANT CONTROL ON CERTIFICATE::SignCert TO clerk;',
    'GRANT CONTROL ON CERTIFICATE::SignCert TO clerk AS dbo;',
    'ALTER AUTHORIZATION ON CERTIFICATE::SignCert TO amy; GRANT CONTROL ON CERTIFICATE::SignCert TO clerk;',
    'GRANT SELECT ON dbo.Orders TO amy WITH GRANT OPTION; GRANT SELECT ON dbo.Orders TO clerk AS amy;',
  ],
  rulebook: ['GRA-1', 'GRA-4', 'ESC-17'],
  statements: ['permission'],
  *path(path, { step: { statement } }) {
    const grant = grantOn(path, statement);
    if (!grant?.securable || !/^(CERTIFICATE|ASYMMETRIC KEY)$/.test(grant.securable.class)) return;
    const { before, after } = path;
    const then = before.catalog.databases.get(before.database);
    const now = after.catalog.databases.get(before.database);
    const row = then && now && then !== now ? foreignRow(then, now) : undefined;
    if (!row) return;
    const grantor = now!.principals.get(row.grantor)?.name ?? 'somebody else';
    const key = grant.securable.name.name;
    yield {
      span: grant.securable.span,
      message: `'${grantor}' grants ${row.permission} on ${key} and does not own it: a REVOKE by the owner leaves this grant in place.`,
    };
  },
});

/** A new row on a key of which the grantor is not the owner. */
function foreignRow(then: Database, now: Database): PermissionRow | undefined {
  return [...now.permissions].find(([id, { state, securable, grantor }]) => {
    const key = now.keys.get(securable.id);
    return state !== 'deny' && !then.permissions.has(id) && key?.certain && key.owner !== grantor;
  })?.[1];
}
