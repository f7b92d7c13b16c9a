/** Triggers that a statement fires (ENT-8, ENT-9, MOD-1, CHN-14). */
import { findDatabase } from '../../catalog/lookup';
import type { Database, Module } from '../../catalog/model';
import type { ObjectName } from '../../syntax/expression';
import { type Folded, fold } from '../../text/name';
import { firedTriggers } from '../judge/table-triggers';
import { resolveObject } from '../names/resolve';
import { isError, type PlannedCall } from '../session/effect';
import { enter } from '../session/memory';
import type { Context, World } from '../session/model';
import { noVariables } from '../session/scope';
import { enterModule } from './module-frame';
import { behindUnknownBatch } from './unknown-batch';

/**
 * DML triggers of the table or view, by name. An INSTEAD OF trigger takes the place of the statement, and of what its
 * AFTER triggers would do.
 */
export function planTriggers(
  context: Context,
  world: World,
  target: ObjectName,
  actions: readonly string[],
): readonly PlannedCall[] {
  const resolved = resolveObject(world, target);
  if (!context.enterCalls || resolved.kind !== 'object') return [];
  const { database, key, object } = resolved;
  const { instead, after } = firedTriggers(world, database, key, object, actions);
  if (instead.length + after.length === 0) return [];
  return sorted(instead.length > 0 ? instead : after).flatMap((trigger) => plan(context, database, key, trigger));
}

/**
 * DDL triggers of the server for an event such as CREATE_TABLE, and of the database where the event is `within` it.
 * Server triggers run in master.
 */
export function planDdlTriggers(
  context: Context,
  world: World,
  event: string,
  within: 'database' | 'server',
): readonly PlannedCall[] {
  if (!context.enterCalls) return [];
  const database = within === 'database' ? world.catalog.databases.get(world.database) : undefined;
  const own = database
    ? sorted([...database.triggers.values()].filter((one) => one.enabled && fires(one, event, 'database'))).flatMap(
        (one) => plan(context, database, world.database, one),
      )
    : [];
  return [...own, ...planServerTriggers(context, world, (one) => fires(one, event, 'server'))];
}

export function planLogonTriggers(context: Context, world: World): readonly PlannedCall[] {
  return planServerTriggers(context, world, (one) => one.events.includes('LOGON')).map(
    ({ inTransaction: _, ...call }) => call,
  );
}

function planServerTriggers(
  context: Context,
  world: World,
  wanted: (trigger: Module) => boolean,
): readonly PlannedCall[] {
  const found = [...world.catalog.server.triggers.values()].filter((one) => one.enabled && wanted(one));
  const master = findDatabase(world.catalog, 'master');
  if (found.length === 0 || master.kind !== 'found') return [];
  return sorted(found).flatMap((trigger) => plan(context, master.entry, fold('master'), trigger));
}

function sorted(triggers: readonly Module[]): readonly Module[] {
  return [...triggers].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function plan(context: Context, database: Database, key: Folded, module: Module): readonly PlannedCall[] {
  const definition = module.body === undefined ? undefined : enter(context, module.body);
  if (!definition) return [];
  const server = module.type === 'server_trigger';
  return [
    {
      kind: 'trigger',
      name: module.name,
      definition,
      body: definition.body,
      module: { database: key, id: module.id, server, definition: module.body },
      inTransaction: true,
      enter: (from) => {
        const entered = enterModule(from, { database, key, module, definition, variables: noVariables, server });
        const isUnseen = module.external || definition.textUnknown;
        return isUnseen && !isError(entered) ? behindUnknownBatch(entered) : entered;
      },
    },
  ];
}

const serverClasses = /_(LOGIN|DATABASE|ENDPOINT|LINKED_SERVER|SERVER_ROLE|CREDENTIAL|SERVER)$/;
const serverEvents: ReadonlySet<string> = new Set(['CREATE_DATABASE', 'ALTER_DATABASE', 'DROP_DATABASE']);

function isServerEvent(event: string): boolean {
  return serverEvents.has(event) || (serverClasses.test(event) && event !== 'ADD_ROLE_MEMBER');
}

/** Whether a trigger is for the event: by its name, or by a group that holds it. */
function fires({ events }: Module, event: string, scope: 'database' | 'server'): boolean {
  if (scope === 'database' && isServerEvent(event)) return false;
  return events.some((one) => one === event || (one.startsWith('DDL_') && groupHolds(one, event)));
}

function groupHolds(group: string, event: string): boolean {
  if (group === 'DDL_EVENTS') return true;
  if (group === 'DDL_SERVER_LEVEL_EVENTS') return isServerEvent(event);
  if (group === 'DDL_DATABASE_LEVEL_EVENTS') return !isServerEvent(event);
  const kind = group.slice('DDL_'.length, -'_EVENTS'.length);
  const what = event.replace(/^(CREATE|ALTER|DROP|GRANT|DENY|REVOKE|ADD)_/, '');
  if (kind === 'TABLE_VIEW') return ['TABLE', 'VIEW', 'INDEX', 'STATISTICS'].includes(what);
  if (kind === 'DATABASE_SECURITY')
    return (
      ['USER', 'ROLE', 'APPLICATION_ROLE', 'SCHEMA', 'CERTIFICATE', 'ROLE_MEMBER', 'AUTHORIZATION_DATABASE'].includes(
        what,
      ) || /^(GRANT|DENY|REVOKE)_DATABASE/.test(event)
    );
  if (kind === 'SERVER_SECURITY')
    return ['LOGIN', 'SERVER_ROLE_MEMBER', 'SERVER_ROLE'].includes(what) || /^(GRANT|DENY|REVOKE)_SERVER/.test(event);
  if (kind === 'GDR_DATABASE') return /^(GRANT|DENY|REVOKE)_DATABASE/.test(event);
  return kind === what;
}
