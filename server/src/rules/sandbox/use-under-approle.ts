import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const useUnderApprole = rule({
  id: 'use-under-approle',
  severity: 'error',
  serverErrors: [505],
  summary: 'USE while SETUSER or an application role is in effect.',
  why: 'Both pin the session to the database.',
  advice: 'Change the database before.',
  bad: [`SETUSER 'clerk'; USE warehouse;`],
  good: ['USE warehouse; USE shop;'],
  rulebook: ['APP-5', 'SET-5'],
  *refusal(path) {
    const hit = refused(path, 'pinned-database');
    if (!hit) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(
        `${hit.refusal.by === 'setuser' ? 'SETUSER' : 'The application role'} pins the session to its database.`,
        hit.outcome,
      ),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
