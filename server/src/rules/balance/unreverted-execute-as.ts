import { rule } from '../rule';

export const unrevertedExecuteAs = rule({
  id: 'unreverted-execute-as',
  severity: 'warning',
  serverErrors: [],
  summary: 'An impersonation is still in effect at the end of the script.',
  why: 'The frame stays on the session: whatever runs next on this connection, or on the pooled connection that is reused, runs as the impersonated principal, and the pool drops the connection when it resets it (18059).',
  advice: 'Write REVERT after the statements that need the other identity, on every path.',
  bad: [`EXECUTE AS USER = 'clerk'; SELECT 1;`],
  good: [`EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;`, `EXECUTE AS USER = 'clerk' WITH NO REVERT;`],
  rulebook: ['CTX-14', 'CTX-17', 'REV-16'],
  *end(world) {
    if (world.session.unread) return; // a file that is not at hand may have reverted it
    for (let stack = world.stack; stack.below; stack = stack.below) {
      const { guard, origin } = stack.frame;
      if (!guard.by || guard.revert === 'no_revert' || guard.revert === 'never' || origin === 'app_role') continue;
      yield {
        at: guard.by,
        span: guard.by.span,
        message: 'This impersonation is still in effect at the end of the script.',
      };
    }
  },
});
