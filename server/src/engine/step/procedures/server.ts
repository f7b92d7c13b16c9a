/** Procedures about the server: configuration, linked servers, trusted assemblies, operating system (LNK, CLR-20, ENT-11). */
import { addLinkedServer, addTrustedAssembly, dropTrustedAssembly, setConfiguration, setLoginMapping } from '../../../catalog/change/server';
import { findLogin } from '../../../catalog/lookup';
import type { Catalog } from '../../../catalog/model';
import type { StatementOf } from '../../../syntax/statement';
import { fold, type Folded } from '../../../text/name';
import type { Effect } from '../../effect';
import { change } from '../../make';
import type { Context, World } from '../../model';
import { anyOf, onServer, settle } from '../../require';
import { argument } from '../setuser';

type Execute = StatementOf<'execute'>;

export function stepServerProcedure(context: Context, statement: Execute, world: World, name: Folded): Effect | undefined {
  const value = (parameter: string, position: number): ReturnType<typeof argument> => argument(context, world, statement, parameter, position);
  const text = (parameter: string, position: number): string | undefined => {
    const one = value(parameter, position);
    return one?.kind === 'string' ? one.value : undefined;
  };
  const with_ = (catalog: Catalog): Effect => ({ outcome: { kind: 'ok' }, after: change(world, { catalog }) });
  const unchanged: Effect = { outcome: { kind: 'ok' }, after: world };
  switch (name as string) {
    case 'sp_configure': {
      const option = text('@configname', 0);
      const set = value('@configvalue', 1);
      if (!set) return unchanged;
      return settle(world, statement.span, [onServer(world, 'ALTER SETTINGS', 15247)], () =>
        option === undefined ? unchanged : with_(setConfiguration(world.catalog, fold(option), set.kind === 'number' ? set.value : undefined)),
      );
    }
    case 'sp_addlinkedserver': {
      const server = text('@server', 0);
      return settle(world, statement.span, [onServer(world, 'ALTER ANY LINKED SERVER', 15247)], () =>
        server === undefined ? unchanged : with_(addLinkedServer(world.catalog, server, /^sql server$/i.test(text('@srvproduct', 1) ?? 'SQL Server'))),
      );
    }
    case 'sp_addlinkedsrvlogin': {
      const server = text('@rmtsrvname', 0);
      const self = value('@useself', 1);
      const local = text('@locallogin', 2);
      const remote = text('@rmtuser', 3);
      const need = anyOf(onServer(world, 'ALTER ANY LINKED SERVER', 15247), onServer(world, 'ALTER ANY LOGIN', 15247));
      return settle(world, statement.span, [need], () => {
        if (server === undefined) return unchanged;
        const login = local === undefined ? undefined : findLogin(world.catalog, local);
        const id = login?.kind === 'found' ? login.entry.id : undefined;
        const useSelf = self === undefined || (self.kind === 'string' && /true/i.test(self.value));
        return with_(setLoginMapping(world.catalog, server, { useSelf, ...(id !== undefined && { local: id }), ...(remote !== undefined && { remote }) }));
      });
    }
    case 'sp_add_trusted_assembly': {
      const hash = value('@hash', 0);
      return settle(world, statement.span, [onServer(world, 'CONTROL SERVER', 15247)], () =>
        hash?.kind === 'binary' ? with_(addTrustedAssembly(world.catalog, hash.text, text('@description', 1))) : unchanged,
      );
    }
    case 'sp_drop_trusted_assembly': {
      const hash = value('@hash', 0);
      return settle(world, statement.span, [onServer(world, 'CONTROL SERVER', 15247)], () =>
        hash?.kind === 'binary' ? with_(dropTrustedAssembly(world.catalog, hash.text)) : unchanged,
      );
    }
    case 'xp_cmdshell':
      return { outcome: { kind: 'unknown', because: 'server-setting: whether xp_cmdshell is enabled, and its proxy, are not known' }, after: world };
    default:
      return undefined;
  }
}
