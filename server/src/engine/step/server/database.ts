/** Databases and their options; backup (PRN-50, XDB-15, XDB-40). */

import {
  bringDatabase,
  createDatabase,
  renameDatabase,
  setDatabaseOptions,
  withKnownOwner,
} from '../../../catalog/change/server/databases';
import { databaseKey, isCaseSensitive } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { databaseQuestion } from '../../../catalog/decide/question';
import type { DatabaseOptions } from '../../../catalog/fresh/catalog';
import { findDatabase } from '../../../catalog/lookup';
import type { Catalog, Sid } from '../../../catalog/model';
import type { StatementOf } from '../../../syntax/statement';
import type { Option } from '../../../syntax/statements/principals';
import { fold } from '../../../text/name';
import { anyOf, inMasterRole, onServer, settle } from '../../judge/needs';
import { takenToExist } from '../../names/found';
import { type Effect, failed, ok, type StepFunction } from '../../session/effect';
import { currentLoginSid, subject } from '../../session/identity';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { onlyFromMaster, onlyInAzure, serverError } from '../../session/server-error';
import { withFound } from '../principals/principals';

/** CREATE DATABASE: CREATE ANY DATABASE (262, naming master); owned by the login in effect. */
export const stepCreateDatabase: StepFunction<StatementOf<'create_database'>> = (
  _,
  { name, options, from, span },
  world,
) => {
  const found = findDatabase(world.catalog, name.name);
  if (found.kind === 'found' && found.entry.knowledge === 'complete')
    return failed(
      world,
      serverError({
        message: messages.databaseExists(name.name),
        span: name.span,
        refusal: { kind: 'exists', what: 'database', name: name.name },
      }),
    );
  const message = messages.deniedInDatabase('CREATE DATABASE', 'master');
  if (world.catalog.version === 'azure-sql-database' && world.database !== fold('master'))
    return failed(world, onlyFromMaster(span));
  const need =
    world.catalog.version === 'azure-sql-database'
      ? inMasterRole(world, 'CREATE DATABASE (Azure SQL Database)', message)
      : onServer(world, 'CREATE ANY DATABASE', message);
  return settle(world, span, [need], () => {
    const owner: Sid | undefined = currentLoginSid(world);
    if (from) return brought(world, name.name, from, owner);
    return ok(
      world,
      createDatabase(world.catalog, name.name, owner, { ...madeWith(world.catalog, options), ...assumedOwner(world) }),
    );
  });
};

/** Nobody says as which login the script is run, and it makes the database itself. */
function assumedOwner(world: World): Pick<DatabaseOptions, 'ownerAssumed'> {
  return isAssumedLogin(world) ? { ownerAssumed: true } : {};
}

/** Whoever runs the script. If he made a database and may make it trustworthy, its owner is powerful (XDB-15). */
function isAssumedLogin({ session, stack }: World): boolean {
  return session.assumed?.login === true && stack.frame.origin === 'session';
}

/**
 * Files bring an owner of their own and lose TRUSTWORTHY (XDB-15, PRN-46); a snapshot has what its source has; a copy is owned
 * by whoever makes it.
 */
function brought(
  world: World,
  name: string,
  from: NonNullable<StatementOf<'create_database'>['from']>,
  owner: Sid | undefined,
): Effect {
  if (from.kind === 'files') return ok(world, bringDatabase(world.catalog, { name, trustworthy: false }));
  const own = from.kind === 'copy' ? { owner } : {};
  return ok(world, bringDatabase(world.catalog, { name, source: from.of, ...own }));
}

/** Names in a database of Azure SQL Database follow its collation only where it is made so. */
function madeWith({ version }: Catalog, options: readonly Option[]): DatabaseOptions {
  const followed = options.some(
    ({ name, value }) => name === 'CATALOG_COLLATION' && value?.toUpperCase() === 'DATABASE_DEFAULT',
  );
  const isFixed = version === 'azure-sql-database' && !followed;
  return { ...optionsOf(options), ...(isFixed && { catalogCollation: 'fixed' }) };
}

function optionsOf(options: readonly Option[]): DatabaseOptions {
  const found: { -readonly [K in keyof DatabaseOptions]: DatabaseOptions[K] } = {};
  for (const { name, value } of options) {
    const on = value?.toUpperCase() === 'ON';
    if (name === 'TRUSTWORTHY') found.trustworthy = on;
    if (name === 'DB_CHAINING') found.chaining = on;
    if (name === 'RECURSIVE_TRIGGERS') found.recursiveTriggers = on;
    if (name === 'COLLATE') found.caseSensitive = isCaseSensitive(value) ?? false;
    if (name === 'CONTAINMENT') found.containment = value?.toUpperCase() === 'PARTIAL' ? 'partial' : 'none';
  }
  return found;
}

/** ALTER DATABASE: ALTER on it; TRUSTWORTHY and DB_CHAINING need more (DIS-5). Numbers: 5011, 15309. */
export const stepAlterDatabase: StepFunction<StatementOf<'alter_database'>> = (_, statement, entering) => {
  const name = statement.name ?? {
    name: entering.catalog.databases.get(entering.database)?.name ?? entering.database,
    span: statement.span,
  };
  const message = messages.cannotAlterDatabase(name.name);
  const missing = (): Effect =>
    failed(
      entering,
      serverError({
        message,
        span: name.span,
        refusal: { kind: 'missing', what: 'database', name: name.name },
      }),
    );
  const options = optionsOf(statement.options);
  const isTrust = options.trustworthy !== undefined || options.chaining !== undefined;
  const { found, world } = isTrust
    ? takenToExist(entering, name.name)
    : { found: findDatabase(entering.catalog, name.name), world: entering };
  if (isTrust && found.kind !== 'absent' && world.catalog.version === 'azure-sql-database')
    return failed(entering, onlyInAzure('Azure SQL Database has no TRUSTWORTHY and no DB_CHAINING.', name.span));
  return withFound(world, found, missing, (database) => {
    const key = databaseKey(world.catalog, database.name);
    if (options.trustworthy !== undefined && ['model', 'tempdb'].includes(key)) {
      return failed(
        world,
        serverError({
          message: messages.cannotTrustSystemDatabase(),
          span: name.span,
          refusal: { kind: 'other', because: 'model and tempdb have no trustworthy state' },
        }),
      );
    }
    if (options.chaining !== undefined && ['master', 'model', 'tempdb'].includes(key)) {
      return failed(
        world,
        serverError({
          message: messages.cannotSetOption('DB_CHAINING', database.name),
          span: name.span,
          refusal: { kind: 'other', because: 'DB_CHAINING is fixed in master, model and tempdb' },
        }),
      );
    }
    const verdict = decide(world.catalog, subject(world, key), databaseQuestion(world.catalog, database, 'ALTER'));
    const ofServer = neededOnServer(options);
    const need = ofServer
      ? onServer(world, ofServer, message)
      : anyOf({ verdict, message }, onServer(world, 'ALTER ANY DATABASE', message));
    return settle(world, statement.span, [need], () => {
      let catalog = world.catalog;
      if (Object.keys(options).length > 0) catalog = setDatabaseOptions(catalog, key, options);
      if (options.trustworthy && database.ownerAssumed && isAssumedLogin(world)) catalog = withKnownOwner(catalog, key);
      if (!statement.newName) return ok(world, catalog);
      catalog = renameDatabase(catalog, key, statement.newName.name);
      return ok(
        change(world, {
          catalog,
          ...(world.database === key && { database: databaseKey(world.catalog, statement.newName.name) }),
        }),
      );
    });
  });
};

/** What an option asks for on the server, where ALTER on the database is not enough. */
function neededOnServer({ trustworthy, chaining }: DatabaseOptions): string | undefined {
  if (trustworthy !== undefined) return 'CONTROL SERVER';
  return chaining === undefined ? undefined : 'ALTER ANY DATABASE';
}

export const stepBackup: StepFunction<StatementOf<'backup'>> = (
  _,
  { what, database: { name, span: at }, span },
  world,
) => {
  if (world.catalog.version === 'azure-sql-database')
    return failed(world, onlyInAzure('Azure SQL Database has no BACKUP.', span));
  return withFound(
    world,
    findDatabase(world.catalog, name),
    () =>
      failed(
        world,
        serverError({
          message: messages.noSuchDatabase(name),
          span: at,
          refusal: { kind: 'missing', what: 'database', name },
        }),
      ),
    (database) => {
      const permission = `BACKUP ${what.toUpperCase()}`;
      const verdict = decide(
        world.catalog,
        subject(world, databaseKey(world.catalog, name)),
        databaseQuestion(world.catalog, database, permission),
      );
      return settle(world, span, [{ verdict, message: messages.deniedInDatabase(permission, database.name) }], () =>
        ok(world),
      );
    },
  );
};
