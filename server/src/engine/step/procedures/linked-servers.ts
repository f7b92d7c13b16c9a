/** Procedures that change linked servers once they are there (LNK-3). */

import { dropLinkedServer, dropLoginMapping, setRpcOut } from '../../../catalog/change/server/server';
import { findLinkedServer, findLogin } from '../../../catalog/lookup';
import type { Catalog } from '../../../catalog/model';
import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import { anyOf, onServer, settle } from '../../judge/needs';
import { type Effect, ok, unknown } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Context, World } from '../../session/model';
import { argument } from '../context/setuser';

export function stepLinkedServerProcedure(
  context: Context,
  statement: StatementOf<'execute'>,
  world: World,
  name: Folded,
): Effect | undefined {
  const value = (parameter: string, position: number): ReturnType<typeof argument> =>
    argument(context, world, statement, parameter, position);
  const text = (parameter: string, position: number): string | undefined => {
    const one = value(parameter, position);
    return one?.kind === 'string' ? one.value : undefined;
  };
  const need = onServer(world, 'ALTER ANY LINKED SERVER', messages.notPermitted());
  const apply = (server: string | undefined, make: (catalog: Catalog, name: string) => Catalog): Effect => {
    if (server === undefined) return unknown(world, lacking('value', 'the name of the linked server is not known'));
    return ok(world, make(world.catalog, server));
  };
  switch (name as string) {
    case 'sp_dropserver':
      return settle(world, statement.span, [need], () => apply(text('@server', 0), dropLinkedServer));
    case 'sp_serveroption':
      return settle(world, statement.span, [need], () => {
        const option = text('@optname', 1);
        const on = value('@optvalue', 2);
        const set = on?.kind === 'string' ? /^(true|on)$/i.test(on.value) : on?.kind === 'number' && on.value !== 0;
        return apply(text('@server', 0), (catalog, server) =>
          option !== undefined && fold(option) === 'rpc out' ? setRpcOut(catalog, server, set) : catalog,
        );
      });
    case 'sp_droplinkedsrvlogin': {
      const local = text('@locallogin', 1);
      return settle(
        world,
        statement.span,
        [anyOf(need, onServer(world, 'ALTER ANY LOGIN', messages.notPermitted()))],
        () => {
          const login = local === undefined ? undefined : findLogin(world.catalog, local);
          if (login && login.kind !== 'found') return ok(world);
          return apply(text('@rmtsrvname', 0), (catalog, server) => dropLoginMapping(catalog, server, login?.entry.id));
        },
      );
    }
    case 'sp_testlinkedserver':
    case 'sp_helpserver':
    case 'sp_linkedservers':
    case 'sp_helplinkedsrvlogin':
      return name === 'sp_testlinkedserver' &&
        findLinkedServer(world.catalog, text('@servername', 0) ?? '').kind !== 'absent'
        ? unknown(world, lacking('remote', 'what the other server answers is not known'))
        : ok(world);
    default:
      return undefined;
  }
}
