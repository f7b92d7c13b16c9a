import { rule } from '../rule';
import { framesToRevert } from './stacks';

export const unrevertedExecuteAs = rule({
  id: 'unreverted-execute-as',
  severity: 'warning',
  serverErrors: [],
  summary: 'An impersonation is still in effect at the end of the script or of a connection.',
  why: 'The frame stays on the session: whatever runs next on this connection, or on the pooled connection that is reused, runs as the impersonated principal, and the pool drops the connection when it resets it (18059).',
  advice: 'Write REVERT after the statements that need the other identity, on every path.',
  bad: [`EXECUTE AS USER = 'clerk'; SELECT 1;`],
  good: [`EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;`, `EXECUTE AS USER = 'clerk' WITH NO REVERT;`],
  yieldsTo: ['push-in-loop'],
  rulebook: ['CTX-14', 'CTX-17', 'REV-16'],
  *end(world, last) {
    if (world.session.unread) return; // a file that is not at hand may have reverted it
    const when = last === 'script' ? 'at the end of the script' : 'where the next connection begins';
    for (const at of framesToRevert(world))
      yield { at, span: at.span, message: `This impersonation is still in effect ${when}.` };
  },
});
