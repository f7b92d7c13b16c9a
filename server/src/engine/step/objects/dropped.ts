/** What is not there any more behind a DROP, also where nobody listed what was. */
import { goneFromDatabase, goneFromServer } from '../../../catalog/change/gone';
import { findObject, findPrincipal, findServerPrincipal, goneText, keyName } from '../../../catalog/lookup';
import type { Catalog, Database, SqlObject } from '../../../catalog/model';
import type { ObjectName } from '../../../syntax/expression';
import { here } from '../../judge/needs';
import { type Effect, ok } from '../../session/effect';
import { defaultSchema } from '../../session/identity';
import { change } from '../../session/make';
import type { Fact, World } from '../../session/model';

/** What a DROP that succeeds leaves behind: nothing of this name, whatever else there is that nobody listed. */
export function noted(before: World, kind: string, name: ObjectName, effect: Effect): Effect {
  if (effect.outcome.kind === 'unknown' && isUnlisted(before, kind, name)) return goneToo(before, kind, name, effect);
  if (effect.outcome.kind !== 'ok' || effect.after.catalog === before.catalog) return effect;
  const { after } = effect;
  const inDatabase = (text: (database: Database) => string): Catalog => goneHere(after, text);
  const { database, principal, schema } = goneText;
  switch (kind) {
    case 'DATABASE':
      return ok(after, goneFromServer(after.catalog, database(after.catalog.server, name.name)));
    case 'LOGIN':
    case 'SERVER ROLE':
      return ok(after, principalGone(before, after.catalog, name));
    case 'USER':
    case 'ROLE':
    case 'APPLICATION ROLE':
      return ok(
        after,
        inDatabase((one) => principal(one, name.name)),
      );
    case 'SCHEMA':
      return ok(
        after,
        inDatabase((one) => schema(one, name.name)),
      );
    default: {
      const object = here(before) && objectDropped(before, name);
      if (!object) return effect;
      const left = ok(
        after,
        inDatabase((one) => goneText.object(one, object)),
      );
      const lost = signatureLost(before, object);
      return lost ? { ...left, facts: [lost] } : left;
    }
  }
}

function goneHere({ catalog, database }: World, text: (database: Database) => string): Catalog {
  const place = catalog.databases.get(database);
  return place ? goneFromDatabase(catalog, database, text(place)) : catalog;
}

/** With a module go its signatures (MOD-17). */
function signatureLost(world: World, object: SqlObject): Fact | undefined {
  if (object.kind !== 'module' || object.signatures.length === 0) return undefined;
  const database = here(world)?.database;
  return {
    kind: 'signature-lost',
    module: object.name,
    keys: object.signatures.map((row) => keyName(world.catalog, row.key, database)),
  };
}

/** Whether a principal is dropped of which nobody has said that it is there. */
function isUnlisted(before: World, kind: string, { name }: ObjectName): boolean {
  const found = kind === 'LOGIN' || kind === 'SERVER ROLE' ? findServerPrincipal(before.catalog, name) : undefined;
  if (found) return found.kind === 'unknown' && !found.entry;
  const place = /^(USER|ROLE|APPLICATION ROLE)$/.test(kind) ? here(before) : undefined;
  const user = place && findPrincipal(place.database, name);
  return user?.kind === 'unknown' && !user.entry;
}

/** Whether it was there or not, it is not there any more. */
function goneToo(before: World, kind: string, name: ObjectName, { outcome, after }: Effect): Effect {
  const catalog =
    kind === 'LOGIN' || kind === 'SERVER ROLE'
      ? principalGone(before, after.catalog, name)
      : goneHere(after, (database) => goneText.principal(database, name.name));
  return { outcome, after: change(after, { catalog }) };
}

/** A login is gone by its name and by its sid, which users may still have. */
function principalGone(before: World, catalog: Catalog, { name }: ObjectName): Catalog {
  const found = findServerPrincipal(before.catalog, name);
  const gone = goneFromServer(catalog, goneText.principal(catalog.server, name));
  return found.kind === 'found' ? goneFromServer(gone, goneText.sid(found.entry.sid)) : gone;
}

/** The object that a name meant; temporary ones come and go unseen. */
function objectDropped(world: World, name: ObjectName): SqlObject | undefined {
  const place = here(world);
  if (!place || name.database !== undefined || name.name.startsWith('#')) return undefined;
  const found = findObject(place.database, name, defaultSchema(world));
  return found.kind === 'found' ? found.entry : undefined;
}
