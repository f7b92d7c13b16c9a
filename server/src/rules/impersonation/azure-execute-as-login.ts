import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const azureExecuteAsLogin = rule({
  id: 'azure-execute-as-login',
  severity: 'error',
  serverErrors: [40508, 40515],
  summary: 'Not available on this platform.',
  why: 'Azure SQL Database has no EXECUTE AS LOGIN, no USE of another database and no names of three parts; a contained database has no EXECUTE AS LOGIN.',
  advice: 'Use EXECUTE AS USER inside the database.',
  bad: [`USE box; EXECUTE AS LOGIN = 'amy';`],
  good: [`EXECUTE AS LOGIN = 'amy'; REVERT;`],
  rulebook: ['AZ-1', 'AZ-2', 'CTX-20'],
  *path(path) {
    const hit = refused(path, 'platform');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`${hit.refusal.because}.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
