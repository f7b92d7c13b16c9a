import { isWindowsName } from '../../engine/step/context/execute-as';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';
import { principalOf } from './quoted-principal-name';

export const groupMemberNotUser = rule({
  id: 'group-member-not-user',
  severity: 'warning',
  serverErrors: [15517, 15406, 15404],
  summary: 'A Windows account that is no principal of its own is impersonated.',
  why: 'Access through a group does not make the account a principal. Only for those who own the place does the server ask Windows for it, and that fails where the directory does not answer; everybody else is refused.',
  advice: 'Create a user for the account, and give it what the group has.',
  bad: [
    `EXECUTE AS USER = 'CORP\\bob'; REVERT;`,
    `EXECUTE AS LOGIN = 'CORP\\bob'; REVERT;`,
    `EXECUTE AS USER = 'clerk'; EXECUTE AS USER = 'CORP\\bob';`,
  ],
  good: [
    `CREATE LOGIN [CORP\\bob] FROM WINDOWS; CREATE USER [CORP\\bob] FOR LOGIN [CORP\\bob]; EXECUTE AS USER = 'CORP\\bob'; REVERT;`,
    `EXECUTE AS USER = 'clerk'; REVERT;`,
  ],
  rulebook: ['CTX-7', 'CTX-8'],
  statements: ['execute_as', 'execute_string'],
  *path(path, { step: { statement } }) {
    const principal = principalOf(statement);
    if (!principal) return;
    const hit = refused(path, 'principal-missing');
    if (hit && isWindowsName(hit.refusal.name) && !hit.refusal.otherLevel)
      yield {
        span: principal.span,
        message: withServerText(
          `'${hit.refusal.name}' is no ${hit.refusal.level} of its own here; access through a group is not enough.`,
          hit.outcome,
        ),
        related: pushedBy(path.before.stack.frame),
        severity: 'error',
      };
    const { outcome } = path;
    if (outcome.kind === 'unknown' && outcome.because.lack === 'windows' && principal.kind === 'string')
      yield {
        span: principal.span,
        message: `'${principal.value}' is no principal of its own here: the server asks Windows for it, which may fail.`,
      };
  },
});
