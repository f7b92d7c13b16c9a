import { findLinkedServer } from '../../catalog/lookup';
import type { LinkedServer } from '../../catalog/model';
import type { World } from '../../engine/session/model';
import type { NamedAt } from '../../syntax/expression';
import type { Statement } from '../../syntax/statement';
import { sameName } from '../../text/name';
import { rule } from '../rule';
import { isTaken } from '../ways';
import { pushedBy, showWho } from '../words';

export const remoteContextReset = rule({
  id: 'remote-context-reset',
  severity: 'information',
  serverErrors: [],
  summary: 'Another server does not know who is impersonated here.',
  why: 'A linked server opens a session of its own, as the login to which the local one is mapped. What EXECUTE AS, SETUSER or a module set here does not go with it, and REVERT there undoes nothing here.',
  advice:
    'Look at the mapping (sp_helplinkedsrvlogin) for who it is over there; put EXECUTE AS into what runs on the other server.',
  bad: [
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; SELECT a FROM far.db.dbo.t; REVERT;",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; EXEC ('SELECT 1') AT far; REVERT;",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'reader', 'x'; SELECT * FROM OPENQUERY(far, 'SELECT 1');",
  ],
  good: [
    "EXEC sp_addlinkedserver 'far'; SELECT a FROM far.db.dbo.t;",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'true'; EXEC ('SELECT 1') AT far;",
    "EXECUTE AS USER = 'clerk'; SELECT a FROM far.db.dbo.t;",
    "EXECUTE AS LOGIN = 'amy'; SELECT item FROM warehouse.dbo.Stock; REVERT;",
  ],
  rulebook: ['LNK-3', 'LNK-4'],
  concerns: (path, statement) => mayLeave(statement) && isTaken(path),
  *path({ before }, { step: { statement } }) {
    for (const server of serversIn(statement)) {
      const linked = findLinkedServer(before.catalog, server.name);
      const mapped = linked.kind === 'found' ? mappingOf(before, linked.entry) : undefined;
      const isPushed = before.stack.frame.origin !== 'session';
      if (before.stack.frame.login.kind !== 'login' || !(isPushed || mapped !== undefined)) continue;
      const as = mapped === undefined ? 'the login of its mapping' : `'${mapped}'`;
      yield {
        span: server.span,
        message: `${server.name} runs this as ${as}, not as ${showWho(before)}.`,
        related: pushedBy(before.stack.frame),
      };
    }
  },
});

/** The remote login by which the server is entered; undefined: not known, or the local one goes by its own name. */
function mappingOf({ stack: { frame } }: World, { mappings }: LinkedServer): string | undefined {
  const id = frame.login.kind === 'login' ? frame.login.id : undefined;
  const mapping = mappings.find((one) => one.local === id) ?? mappings.find((one) => one.local === undefined);
  return mapping?.useSelf === false ? mapping.remote : undefined;
}

/** Whether a statement may go to a linked server. */
function mayLeave(statement: Statement): boolean {
  if (statement.kind === 'execute' || (statement.kind === 'execute_string' && statement.at)) return true;
  if (!('uses' in statement)) return false;
  return statement.uses.remotes.length > 0 || statement.uses.accesses.some(({ name }) => name.server !== undefined);
}

/** The linked servers that a statement goes to, each once. */
function serversIn(statement: Statement): readonly NamedAt[] {
  const found: NamedAt[] = [];
  const add = (name: string | undefined, span: NamedAt['span']): void => {
    if (name !== undefined && !found.some((one) => sameName(one.name, name))) found.push({ name, span });
  };
  if (statement.kind === 'execute_string' && statement.at) add(statement.at.name, statement.at.span);
  if (statement.kind === 'execute' && statement.module.kind === 'name')
    add(statement.module.name.server, statement.module.name.span);
  if ('uses' in statement) {
    for (const { name, span } of statement.uses.accesses) add(name.server, span);
    for (const { kind, server, span } of statement.uses.remotes) if (kind === 'openquery') add(server, span);
  }
  return found;
}
