import { sameName } from '../../text/name';
import { systemCall } from '../calls';
import { rule } from '../rule';

export const linkedFixedLogin = rule({
  id: 'linked-fixed-login',
  severity: 'warning',
  serverErrors: [],
  summary: 'A linked server is used through one fixed login.',
  why: 'Whoever is mapped to the remote login has all of its rights there, whatever he has here. A mapping without a local login counts for everybody who may use the server at all.',
  advice: 'Map each login that needs the other server to a remote login with few rights, and the others to none.',
  bad: [
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'sa', 'x';",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin @rmtsrvname = 'far', @useself = 'FALSE', @locallogin = NULL, @rmtuser = 'reader', @rmtpassword = 'x';",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'sa', 'x';",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x';",
  ],
  good: [
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'true';",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far';",
    "EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, NULL, NULL;",
  ],
  rulebook: ['ESC-14', 'LNK-3'],
  statements: ['execute'],
  *path({ before, outcome }, { step: { statement } }) {
    const call = systemCall(statement, before);
    if (call?.name !== 'sp_addlinkedsrvlogin' || outcome.kind === 'error') return;
    const useSelf = call.text('@useself', 1);
    const remote = call.text('@rmtuser', 3);
    if (useSelf === undefined || sameName(useSelf, 'true') || remote === undefined) return;
    const local = call.text('@locallogin', 2);
    const isHigh = sameName(remote, 'sa');
    const who = local === undefined ? 'Every login without a mapping of its own' : `'${local}'`;
    const server = call.text('@rmtsrvname', 0) ?? 'the other server';
    yield {
      span: call.span('@rmtuser', 3),
      message: `${who} is '${remote}' on ${server}${isHigh ? ', who may do everything there' : ', whatever rights it has here'}.`,
      ...(local !== undefined && !isHigh && { severity: 'information' }),
    };
  },
});
