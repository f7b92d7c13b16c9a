import { databaseKey } from '../../catalog/collation';
import { keyName, keyOfThumbprint } from '../../catalog/lookup';
import type { Thumbprint } from '../../catalog/model';
import { perhapsUsersOfKeys } from '../../catalog/same-key';
import type { ErrorOutcome, Path, World } from '../../engine/session/model';
import { rule } from '../rule';
import { pushedBy, withServerText } from '../words';

export const certificateAbsentInTarget = rule({
  id: 'certificate-absent-in-target',
  severity: 'error',
  serverErrors: [916],
  summary: 'A signed module goes to a database that does not have its certificate.',
  why: 'A signature counts in another database only through a copy of the same certificate there and a user made from it: with CONNECT and what the module needs for a module that runs as its caller, with AUTHENTICATE for one with an EXECUTE AS clause.',
  advice:
    'Copy the certificate (its public part is enough) to the other database, CREATE USER ... FROM CERTIFICATE there, and grant it AUTHENTICATE or what the module needs.',
  bad: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM warehouse.dbo.Stock;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT item FROM warehouse.dbo.Stock;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
EXEC dbo.p;`,
  ],
  good: [
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM warehouse.dbo.Stock;`,
    `CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT total FROM dbo.Orders;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `BACKUP CERTIFICATE SignCert TO FILE = 'SignCert.cer';
GO
USE warehouse;
CREATE CERTIFICATE SignCert FROM FILE = 'SignCert.cer';
CREATE USER signer FROM CERTIFICATE SignCert;
GRANT AUTHENTICATE TO signer;
USE shop;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM warehouse.dbo.Stock;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  rulebook: ['SIG-4', 'SIG-5', 'SIG-6', 'XDB-11'],
  *refusal(path) {
    const { before, outcome } = path;
    const missing = keyAbsentInTarget(path);
    if (!missing || outcome.kind !== 'error') return;
    yield {
      span: outcome.span,
      message: withServerText(
        `The module is signed by ${missing.key}, but ${missing.target} does not have that certificate.`,
        outcome,
      ),
      related: pushedBy(before.stack.frame),
    };
  },
});

/** The key that signed what runs, where the database that it is refused does not hold it. */
export function keyAbsentInTarget({ before, outcome }: Path): { key: string; target: string } | undefined {
  return outcome.kind === 'error' ? absentKey(before, outcome) : undefined;
}

function absentKey(world: World, { refusal }: ErrorOutcome): { key: string; target: string } | undefined {
  const { catalog, scope, stack } = world;
  if (refusal.kind !== 'sandboxed' && refusal.kind !== 'no-user') return undefined;
  const name = refusal.kind === 'sandboxed' ? refusal.to : refusal.database;
  const keys = refusal.kind === 'sandboxed' ? stack.frame.vouchers : scope.keys;
  const target = catalog.databases.get(databaseKey(catalog, name));
  const [first] = keys;
  if (!target || !first || target.knowledge === 'open') return undefined;
  if (keys.some((key) => keyOfThumbprint(target, key)) || perhapsUsersOfKeys(target, keys).length > 0) return undefined;
  return { key: nameOf(world, first), target: target.name };
}

function nameOf({ catalog, stack, database }: World, key: Thumbprint): string {
  return keyName(catalog, key, catalog.databases.get(stack.frame.home ?? database));
}
