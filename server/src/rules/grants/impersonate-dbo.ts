import { userImpersonationRows, wayToOwner } from '../../catalog/decide/owner-in-effect';
import { findPrincipal } from '../../catalog/lookup';
import type { Path } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import { sameName } from '../../text/name';
import type { Span } from '../../text/span';
import { grantOn, listed, ordinaryUsers, permissionOf } from '../grants-made';
import { addedMember } from '../memberships';
import { rule, type StepFinding } from '../rule';
import { newClimbers } from '../trust/news';

export const impersonateDbo = rule({
  id: 'impersonate-dbo',
  severity: 'warning',
  serverErrors: [],
  summary: 'IMPERSONATE on dbo, or on a member of db_owner, is granted.',
  why: 'Who can be dbo is bound by no DENY, and in a trustworthy database owned by a sysadmin becomes sysadmin. Who can be a member of db_owner can give himself the same.',
  advice: 'Grant the permissions that are needed, or sign a module.',
  bad: [
    `GRANT IMPERSONATE ON USER::dbo TO clerk;`,
    `GRANT CONTROL ON USER::dbo TO clerk;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER keeper;
GRANT IMPERSONATE ON USER::keeper TO teller;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
EXEC sp_addrolemember 'db_owner', 'keeper';
GRANT IMPERSONATE ON USER::keeper TO teller;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT CONTROL TO keeper;
GRANT IMPERSONATE ON USER::keeper TO teller;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT IMPERSONATE ON USER::keeper TO teller;
ALTER ROLE db_owner ADD MEMBER keeper;`,
    `CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT IMPERSONATE ON USER::dbo TO keeper;
GRANT IMPERSONATE ON USER::keeper TO teller;`,
  ],
  good: [
    'GRANT IMPERSONATE ON USER::idle TO clerk;',
    'DENY IMPERSONATE ON USER::dbo TO clerk;',
    'ALTER ROLE db_owner ADD MEMBER clerk; GRANT IMPERSONATE ON USER::dbo TO clerk;',
    'ALTER ROLE db_datareader ADD MEMBER idle; GRANT IMPERSONATE ON USER::idle TO clerk;',
  ],
  rulebook: ['IMP-3', 'CTX-26', 'ESC-1'],
  statements: ['permission', 'alter_role', 'execute'],
  *path(path, { step: { statement } }) {
    if (newClimbers(path).length > 0) return;
    const grant = grantOn(path, statement);
    if (grant) yield* granted(path, grant);
    const span = grant?.permissions[0]?.span ?? addedMember(path, statement)?.span;
    if (span) yield* reached(path, span);
  },
});

/** The user who is granted leads to dbo. */
function* granted({ before }: Path, statement: StatementOf<'permission'>): Generator<StepFinding> {
  const { catalog } = before;
  const database = catalog.databases.get(before.database);
  const permission = permissionOf(statement, 'IMPERSONATE', 'CONTROL');
  if (!permission || !database || statement.securable?.class !== 'USER') return;
  const target = findPrincipal(database, statement.securable.name.name);
  const way = target.kind === 'found' ? wayToOwner(catalog, database, target.entry) : undefined;
  if (target.kind !== 'found' || !way) return;
  const { name } = target.entry;
  const others = statement.principals.filter((one) => !sameName(one.name, name));
  const who = ordinaryUsers(catalog, database, others).map((one) => one.name);
  if (who.length === 0) return;
  const through = way.length === 0 ? '' : `: '${name}' ${way.join(', ')}`;
  yield {
    span: permission.span,
    message: `${permission.name} on ${name} gives the whole database away to ${listed(who)}${through}.`,
  };
}

/** The statement makes somebody an owner whom others may impersonate. */
function* reached({ before, after }: Path, span: Span): Generator<StepFinding> {
  const then = before.catalog.databases.get(before.database);
  const now = after.catalog.databases.get(before.database);
  if (!then || !now || then === now) return;
  for (const { grantee, securable } of userImpersonationRows(now)) {
    const [holder, user] = [now.principals.get(grantee), now.principals.get(securable.id)];
    const old = then.principals.get(securable.id);
    if (!holder || !user || !old || holder === user || wayToOwner(before.catalog, then, old)) continue;
    const way = wayToOwner(after.catalog, now, user);
    if (!way || ordinaryUsers(after.catalog, now, [{ name: holder.name, span }]).length === 0) continue;
    yield {
      span,
      message: `'${holder.name}' may impersonate '${user.name}' and so owns the database, too: '${user.name}' ${way.join(', ')}.`,
    };
  }
}
