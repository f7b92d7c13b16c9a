/** What system procedures change, once they are allowed; most change nothing that the catalog holds. */

import { createObject, dropObject, renameObject } from '../../../catalog/change/objects/objects';
import { createCredential, dropCredential } from '../../../catalog/change/principals/logins';
import { dropDatabase, renameDatabase } from '../../../catalog/change/server/databases';
import { dropLinkedServer, dropLoginMapping, dropTrustedAssembly } from '../../../catalog/change/server/server';
import { databaseKey } from '../../../catalog/collation';
import { findDatabase, findLogin, findObject, findSchema } from '../../../catalog/lookup';
import { runsUnseen } from '../../../catalog/opaque-procedures';
import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import type { Folded } from '../../../text/name';
import { behindUnknownBatch, behindUnseen } from '../../calls/unknown-batch';
import { refusedWhileOff } from '../../judge/option';
import type { Resolved } from '../../names/resolve';
import { type Effect, ok, outcomeOnly, unknown } from '../../session/effect';
import { defaultSchema } from '../../session/identity';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';

type Text = (parameter: string, position: number) => string | undefined;

/** Procedures that change who owns what or which databases there are, in ways that are not followed. */
const notFollowed: ReadonlySet<string> = new Set([
  'sp_changeobjectowner',
  'sp_migrate_user_to_contained',
  'sp_dbremove',
  'sp_fulltext_catalog',
]);

export function procedureEffect(
  world: World,
  statement: StatementOf<'execute'>,
  name: Folded,
  text: Text,
  found: (Resolved & { kind: 'object' }) | undefined,
): Effect {
  const nothing = ok(world);
  if (notFollowed.has(name) || (name === 'sp_change_users_login' && !/^report$/i.test(text('@action', 0) ?? '')))
    return unknown(behindUnknownBatch(world), lacking('model', `what ${name} changes is not followed`));
  switch (name as string) {
    case 'sp_rename': {
      const kind = text('@objtype', 2)?.toUpperCase();
      const to = text('@newname', 1);
      const from = text('@objname', 0);
      if (from === undefined || to === undefined)
        return unknown(behindUnknownBatch(world), lacking('value', 'what is renamed is not known'));
      if (kind === 'DATABASE') return renamed(world, from, to);
      return found && (kind === undefined || kind === 'OBJECT') && found.key === world.database
        ? ok(world, renameObject(world.catalog, world.database, found.object.id, to))
        : nothing;
    }
    case 'sp_renamedb':
      return renamed(world, text('@dbname', 0), text('@newname', 1));
    case 'sp_detach_db': {
      const database = text('@dbname', 0);
      return database === undefined
        ? nothing
        : ok(world, dropDatabase(world.catalog, databaseKey(world.catalog, database)));
    }
    case 'sp_addtype': {
      const made = text('@typename', 0);
      const database = world.catalog.databases.get(world.database);
      const schema = database && findSchema(database, defaultSchema(world) ?? 'dbo');
      return made !== undefined && schema?.kind === 'found'
        ? ok(world, createObject(world.catalog, world.database, { kind: 'type', schema: schema.entry.id, name: made }))
        : nothing;
    }
    case 'sp_droptype': {
      const database = world.catalog.databases.get(world.database);
      const type = database && findObject(database, { name: text('@typename', 0) ?? '' }, defaultSchema(world), 'type');
      return type?.kind === 'found' ? ok(world, dropObject(world.catalog, world.database, type.entry.id)) : nothing;
    }
    case 'sp_dropserver': {
      const server = text('@server', 0);
      return server === undefined ? nothing : ok(world, dropLinkedServer(world.catalog, server));
    }
    case 'sp_droplinkedsrvlogin': {
      const server = text('@rmtsrvname', 0);
      const local = text('@locallogin', 1);
      const login = local === undefined ? undefined : findLogin(world.catalog, local);
      return server === undefined
        ? nothing
        : ok(world, dropLoginMapping(world.catalog, server, login?.kind === 'found' ? login.entry.id : undefined));
    }
    case 'sp_xp_cmdshell_proxy_account': // NULL takes the account away
      return ok(
        world,
        (statement.arguments.length > 1 ? createCredential : dropCredential)(
          world.catalog,
          '##xp_cmdshell_proxy_account##',
        ),
      );
    case 'sp_drop_trusted_assembly':
      return ok(world, dropTrustedAssembly(world.catalog, text('@hash', 0) ?? ''));
    default:
      return behind(
        name,
        name.startsWith('sp_oa') ? component(world, statement, name, 'Ole Automation Procedures') : nothing,
      );
  }
}

/** Something that nobody sees may have changed, where it was not refused. */
function behind(name: Folded, effect: Effect): Effect {
  const unseen = runsUnseen(name);
  return unseen && effect.outcome.kind !== 'error' ? { ...effect, after: behindUnseen(effect.after, unseen) } : effect;
}

function renamed(world: World, from: string | undefined, to: string | undefined): Effect {
  if (from === undefined || to === undefined || findDatabase(world.catalog, from).kind !== 'found') return ok(world);
  const key = databaseKey(world.catalog, from);
  const catalog = renameDatabase(world.catalog, key, to);
  return ok(change(world, { catalog, ...(world.database === key && { database: databaseKey(catalog, to) }) }));
}

/** A part of the server that sp_configure turns on; it is off from the start (15281). */
function component(world: World, { span }: StatementOf<'execute'>, name: string, option: string): Effect {
  const off = refusedWhileOff(world, option, messages.componentOff(`sys.${name}`, option), span);
  return off ? outcomeOnly(world, off) : ok(world);
}
