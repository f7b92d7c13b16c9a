import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const notImpersonable = rule({
  id: 'not-impersonable',
  severity: 'error',
  serverErrors: [15517, 15406],
  summary: 'This kind of principal cannot be impersonated.',
  why: 'Roles, groups, application roles, principals mapped to certificates or keys, sys and INFORMATION_SCHEMA are no identities.',
  advice: 'Impersonate a user that has the permissions.',
  bad: [`EXECUTE AS USER = 'db_datareader';`],
  good: [`EXECUTE AS USER = 'clerk'; REVERT;`],
  rulebook: ['CTX-4', 'CTX-5'],
  *refusal(path) {
    const hit = refused(path, 'not-impersonable');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`'${hit.refusal.name}' is ${hit.refusal.type}: it cannot be impersonated.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
