/**
 * Procedures about the server: configuration, linked servers, trusted assemblies, operating system (LNK, CLR-20,
 * ENT-11).
 */

import {
  addLinkedServer,
  addTrustedAssembly,
  dropTrustedAssembly,
  setConfiguration,
  setLoginMapping,
} from '../../../catalog/change/server/server';
import { foldIn } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { questionOn } from '../../../catalog/decide/question';
import { dboId, systemObjectId } from '../../../catalog/ids';
import { findLogin, knowledgeOf } from '../../../catalog/lookup';
import type { Catalog } from '../../../catalog/model';
import { staysOutside } from '../../../catalog/opaque-procedures';
import { lacking } from '../../../catalog/reason';
import { effectiveOwner } from '../../../catalog/securable';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import type { Span } from '../../../text/span';
import { behindAnything } from '../../calls/unknown-batch';
import { anyOf, type Need, onServer, settle } from '../../judge/needs';
import { refusedWhileOff } from '../../judge/option';
import { enterDatabase } from '../../names/access';
import { resolveObject } from '../../names/resolve';
import { splitName } from '../../names/split-name';
import { type Effect, failed, ok, outcomeOnly, unknown } from '../../session/effect';
import * as messages from '../../session/messages';
import type { Context, Value, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { argument } from '../context/setuser';
import { attach } from '../server/restore';
import { stepByTable } from './by-table';

type Execute = StatementOf<'execute'>;

/**
 * sp_procoption 'startup': a sysadmin, for a procedure that dbo owns in master (15398). It runs at the next start of
 * the service (ENT-7).
 */
function startupOption(context: Context, statement: Execute, world: World, name: string | undefined): Effect {
  const judged = stepByTable(context, statement, world, fold('sp_procoption'));
  if (judged?.outcome.kind !== 'ok' || name === undefined)
    return judged ?? unknown(world, lacking('value', 'the procedure is not known'));
  const parts = splitName(name) ?? [name];
  const [last = name, schema] = [...parts].reverse();
  const found =
    world.database === fold('master')
      ? resolveObject(world, { span: statement.span, text: name, name: last, ...(schema && { schema }) })
      : undefined;
  if (
    found?.kind === 'object' &&
    found.object.kind === 'module' &&
    effectiveOwner(found.database, found.object) === dboId
  )
    return judged;
  if (found && found.kind !== 'object' && found.kind !== 'absent')
    return unknown(world, lacking('declaration', `whether ${name} exists is not known`));
  const refusal = { kind: 'missing', what: 'procedure', name } as const;
  return failed(world, serverError({ message: messages.onlyInMasterByDbo(), span: statement.span, refusal }));
}

/**
 * xp_cmdshell needs EXECUTE on it in master, where a sandboxed frame is guest (229); then the option (15281); and the
 * proxy credential for all but sysadmin and CONTROL SERVER (15153). Rule ENT-11. What it runs may connect and change
 * anything (UNK-12).
 */
function commandShell(world: World, span: Span, command: string | undefined): Effect {
  const entered = enterDatabase(world, 'master', span);
  if (entered.kind === 'refused') return failed(world, entered.outcome);
  if (entered.kind === 'unknown') return unknown(world, entered);
  const question = questionOn(world.catalog, entered.database, 'EXECUTE', {
    class: 'OBJECT',
    id: systemObjectId('xp_cmdshell'),
  });
  const need: Need = {
    verdict: decide(world.catalog, entered.subject, question),
    message: messages.deniedOnObject('EXECUTE', 'xp_cmdshell', 'mssqlsystemresource', 'sys'),
  };
  return settle(world, span, [need], () => {
    const off = refusedWhileOff(world, 'xp_cmdshell', messages.componentOff('sys.xp_cmdshell', 'xp_cmdshell'), span);
    if (off) return outcomeOnly(world, off);
    const behind = command !== undefined && staysOutside(command) ? world : behindAnything(world);
    const service = onServer(world, 'CONTROL SERVER', messages.notPermitted()).verdict;
    const proxy = '##xp_cmdshell_proxy_account##';
    if (
      service.kind === 'allowed' ||
      world.catalog.server.credentials.get(foldIn(world.catalog.server, proxy))?.certain
    )
      return ok(behind);
    if (service.kind === 'unknown' || knowledgeOf(world.catalog.server, 'credential') === 'open')
      return unknown(behind, lacking('setting', 'the proxy of xp_cmdshell is not known'));
    return failed(
      world,
      serverError({
        message: messages.noProxyCredential(proxy),
        span,
        refusal: { kind: 'missing', what: 'credential', name: proxy },
      }),
    );
  });
}

export function stepServerProcedure(
  context: Context,
  statement: Execute,
  world: World,
  name: Folded,
): Effect | undefined {
  const value = (parameter: string, position: number): ReturnType<typeof argument> =>
    argument(context, world, statement, parameter, position);
  const text = (parameter: string, position: number): string | undefined => {
    const one = value(parameter, position);
    return one?.kind === 'string' ? one.value : undefined;
  };
  const nothing = ok(world);
  switch (name as string) {
    case 'sp_configure': {
      const option = text('@configname', 0);
      const set = value('@configvalue', 1);
      if (!set) return nothing;
      return settle(world, statement.span, [onServer(world, 'ALTER SETTINGS', messages.notPermitted())], () =>
        option === undefined
          ? nothing
          : ok(world, setConfiguration(world.catalog, optionNamed(world.catalog, option), numberOf(set))),
      );
    }
    case 'sp_addlinkedserver': {
      const server = text('@server', 0);
      const rpcOut = /^sql server$/i.test(text('@srvproduct', 1) ?? 'SQL Server');
      return settle(world, statement.span, [onServer(world, 'ALTER ANY LINKED SERVER', messages.notPermitted())], () =>
        server === undefined ? nothing : ok(world, addLinkedServer(world.catalog, server, { rpcOut })),
      );
    }
    case 'sp_addlinkedsrvlogin': {
      const server = text('@rmtsrvname', 0);
      const self = value('@useself', 1);
      const local = text('@locallogin', 2);
      const remote = text('@rmtuser', 3);
      const need = anyOf(
        onServer(world, 'ALTER ANY LINKED SERVER', messages.notPermitted()),
        onServer(world, 'ALTER ANY LOGIN', messages.notPermitted()),
      );
      return settle(world, statement.span, [need], () => {
        if (server === undefined) return nothing;
        const login = local === undefined ? undefined : findLogin(world.catalog, local);
        const id = login?.kind === 'found' ? login.entry.id : undefined;
        const useSelf = self === undefined || (self.kind === 'string' && /true/i.test(self.value));
        return ok(
          world,
          setLoginMapping(world.catalog, server, {
            useSelf,
            ...(id !== undefined && { local: id }),
            ...(remote !== undefined && { remote }),
          }),
        );
      });
    }
    case 'sp_add_trusted_assembly': {
      const hash = value('@hash', 0);
      return settle(world, statement.span, [onServer(world, 'CONTROL SERVER', messages.notPermitted())], () =>
        hash?.kind === 'binary'
          ? ok(world, addTrustedAssembly(world.catalog, hash.text, text('@description', 1)))
          : nothing,
      );
    }
    case 'sp_drop_trusted_assembly': {
      const hash = value('@hash', 0);
      return settle(world, statement.span, [onServer(world, 'CONTROL SERVER', messages.notPermitted())], () =>
        hash?.kind === 'binary' ? ok(world, dropTrustedAssembly(world.catalog, hash.text)) : nothing,
      );
    }
    case 'sp_procoption':
      return startupOption(context, statement, world, text('@ProcName', 0));
    case 'sp_attach_db':
    case 'sp_attach_single_file_db':
      return attach(world, statement.span, text('@dbname', 0));
    case 'xp_cmdshell':
      return commandShell(world, statement.span, text('@command_string', 0));
    default:
      return undefined;
  }
}

/** sp_configure takes a part of an option's name, as LIKE does, where only one has it: 'clr_enabled', 'xp_cmd'. */
function optionNamed(catalog: Catalog, text: string): string {
  const asked = fold(text);
  if (catalog.server.configuration.has(asked)) return asked;
  const pattern = new RegExp(asked.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/_/g, '.'));
  const fitting = [...catalog.server.configuration.keys()].filter((option) => pattern.test(option));
  return fitting.length === 1 ? fitting[0]! : asked;
}

function numberOf(value: Value): number | undefined {
  if (value.kind === 'number') return value.value;
  return value.kind === 'string' && /^\s*\d+\s*$/.test(value.value) ? Number(value.value) : undefined;
}
