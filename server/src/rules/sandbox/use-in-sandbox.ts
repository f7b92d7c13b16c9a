import { rule } from '../rule';
import { keyAbsentInTarget } from '../signing/certificate-absent-in-target';
import { ofLoginless, ofUntrusted, pushedBy, refusedUnless, showWho, withServerText } from '../words';

export const useInSandbox = rule({
  id: 'use-in-sandbox',
  severity: 'error',
  serverErrors: [916],
  summary: 'USE of another database while a database user is impersonated.',
  why: 'A user token counts only in the database where it was set, unless that other database trusts its authenticator; without one you are guest there at best. That holds for dbo and for sessions of sysadmin too.',
  advice: 'REVERT first, impersonate the login instead, or sign the module and grant AUTHENTICATE.',
  bad: [
    `CREATE LOGIN low WITH PASSWORD = 'x'; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; EXECUTE AS USER = 'amy'; USE warehouse;`,
    `EXECUTE AS USER = 'clerk'; USE warehouse;`,
  ],
  good: [
    `USE warehouse; CREATE LOGIN low WITH PASSWORD = 'x'; CREATE USER low; GRANT AUTHENTICATE TO low; GRANT SELECT ON dbo.Stock TO amy; USE shop; ALTER AUTHORIZATION ON DATABASE::shop TO low; ALTER DATABASE shop SET TRUSTWORTHY ON; EXECUTE AS USER = 'amy'; USE warehouse;`,
    `EXECUTE AS USER = 'clerk'; REVERT; USE warehouse;`,
  ],
  rulebook: ['XDB-1', 'XDB-2', 'XDB-4', 'XDB-11'],
  *refusal(path, where) {
    const hit = refusedUnless(path, 'sandboxed');
    if (!hit || keyAbsentInTarget(path)) return;
    if (where.step.statement.kind !== 'use') return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${showWho(path.before)} cannot leave ${hit.refusal.from}.${ofLoginless(hit.refusal)}${ofUntrusted(path.before, hit.refusal)}`,
        hit.outcome,
        hit.unless,
      ),
      related: pushedBy(path.before.stack.frame),
      ...(hit.severity && { severity: hit.severity }),
    };
  },
});
