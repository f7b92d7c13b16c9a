/** RESTORE, and attaching files: databases whose contents come from elsewhere (XDB-15, PRN-46). */

import { bringDatabase } from '../../../catalog/change/server/databases';
import { databaseKey } from '../../../catalog/collation';
import { lacking } from '../../../catalog/reason';
import { requirement, requirementOfWords } from '../../../catalog/requirement/requirement';
import type { StatementOf } from '../../../syntax/statement';
import type { Span } from '../../../text/span';
import { behindAnything } from '../../calls/unknown-batch';
import { byTable } from '../../judge/by-table';
import { type Effect, type StepFunction, unknown } from '../../session/effect';
import { change } from '../../session/make';
import type { World } from '../../session/model';

const contents = lacking('remote', 'what the backup holds is not known');

/**
 * A database that is there is replaced by sysadmin, dbcreator or its owner (3110); a new one, and a look at a backup,
 * take CREATE DATABASE (262).
 */
export const stepRestore: StepFunction<StatementOf<'restore'>> = (_, { database, what, fromSnapshot, span }, world) => {
  const existing = database && world.catalog.databases.has(databaseKey(world.catalog, database.name));
  const form = /^(headeronly|filelistonly|labelonly|verifyonly|rewindonly)/.exec(what)?.[1];
  const forms = form ? `RESTORE ${form.toUpperCase()}` : undefined;
  const fromBackup = existing ? 'RESTORE DATABASE / LOG (existing database)' : 'RESTORE DATABASE (new database)';
  const row = forms
    ? requirementOfWords(forms.split(' '))
    : requirement(fromSnapshot ? 'RESTORE ... FROM DATABASE_SNAPSHOT' : fromBackup);
  if (!row) return unknown(world, lacking('model', `what RESTORE ${what} needs is not modelled`));
  const there = existing ? change(world, { database: databaseKey(world.catalog, database.name) }) : world;
  const effect = byTable(there, { span, row, name: database?.name ?? '' }, () => ({
    outcome: form ? { kind: 'ok' } : { kind: 'unknown', because: contents },
    after: there,
  }));
  const isDone = effect.outcome.kind !== 'error' && !form && /^(database|log)\b/.test(what);
  return { ...effect, after: isDone ? restored(world, database?.name) : world };
};

/** A variable may name any database. */
function restored(world: World, name: string | undefined): World {
  if (name === undefined || name.startsWith('@')) return behindAnything(world);
  return change(world, { catalog: bringDatabase(world.catalog, { name, trustworthy: false }) });
}

/** sp_attach_db, sp_attach_single_file_db. */
export function attach(world: World, span: Span, name: string | undefined): Effect {
  const row = requirement('sp_attach_db');
  const because = lacking('remote', 'what the files hold is not known');
  return row
    ? byTable(world, { span, row, name: name ?? '' }, () => ({
        outcome: { kind: 'unknown', because },
        after: restored(world, name),
      }))
    : unknown(restored(world, name), because);
}
