/** Assemblies: what creating and altering them needs (CLR-7, CLR-18 to CLR-22). */

import { imageThumbprint, thumbprintOfFile } from '../../../catalog/change/keys/keys';
import { alterAssembly, createAssembly } from '../../../catalog/change/keys/signatures';
import { type AssemblyAsked, decideAssemblyTrust, isStrict } from '../../../catalog/decide/assembly-trust';
import { memberOf } from '../../../catalog/decide/membership';
import type { Verdict } from '../../../catalog/decide/verdict';
import { dboId, sysadminId } from '../../../catalog/ids';
import { findAssembly, findPrincipal } from '../../../catalog/lookup';
import type { Assembly, Image } from '../../../catalog/model';
import { databaseNotKnown } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { fold } from '../../../text/name';
import { here, type Need, onDatabase, onSecurable, onServer, settle } from '../../judge/needs';
import { ownershipInDatabase } from '../../judge/ownership-authority';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { currentUserId, loginToken } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { onlyInAzure, serverError } from '../../session/server-error';
import { cannot, withFound } from '../principals/principals';

type Statement = StatementOf<'create_assembly' | 'alter_assembly'>;

export const stepAssembly: StepFunction<Statement> = (_context, statement, world) => {
  if (!here(world)) return unknown(world, databaseNotKnown);
  if (world.catalog.version === 'azure-sql-database')
    return failed(world, onlyInAzure('Azure SQL Database has no assemblies.', statement.name.span));
  const unreadable = fileRefusal(world, statement);
  if (unreadable) return failed(world, unreadable);
  return statement.kind === 'create_assembly'
    ? create(world, statement, imageOf(world, statement))
    : alter(world, statement, imageOf(world, statement));
};

/** CREATE ASSEMBLY on the database, authority over the owner, then trust (262, 15151, 10327, 10343). */
function create(world: World, statement: Statement, image: Image): Effect {
  const { database } = here(world)!;
  const { name, owner, permissionSet = 'SAFE', span } = statement;
  if (findAssembly(database, name.name).kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.assemblyExists(name.name, database.name),
        span: name.span,
        refusal: { kind: 'exists', what: 'assembly', name: name.name },
      }),
    );
  const needs = [
    onDatabase(world, 'CREATE ASSEMBLY', messages.deniedInDatabase('CREATE ASSEMBLY', database.name)),
    ...ofCreator(world, permissionSet),
  ];
  const asked: AssemblyAsked = { name: name.name, permissionSet, image, signatures: [] };
  const trust = trustNeed(world, statement, asked);
  const make = (id: Assembly['owner'], all: readonly Need[]): Effect =>
    settle(world, span, all, () =>
      leaning(
        world,
        asked,
        ok(world, createAssembly(world.catalog, world.database, { name: name.name, owner: id, permissionSet, image })),
      ),
    );
  if (!owner) return make(currentUserId(world) ?? dboId, [...needs, trust]);
  return withFound(
    world,
    findPrincipal(database, owner.name),
    () => cannot(world, 'find', 'user', owner),
    (principal) => make(principal.id, [...needs, ownershipInDatabase(world, principal.id, principal.name), trust]),
  );
}

function alter(world: World, statement: Statement, written: Image): Effect {
  const { database } = here(world)!;
  const { name } = statement;
  return withFound(
    world,
    findAssembly(database, name.name),
    () => cannot(world, 'alter', 'assembly', name),
    (assembly) => {
      const image = statement.from ? written : assembly.image;
      const permissionSet = statement.permissionSet ?? assembly.permissionSet;
      const signatures = assembly.signatures.map((row) => row.key);
      const asked: AssemblyAsked = { name: name.name, permissionSet, image, signatures };
      const needs = [
        onSecurable(
          world,
          'ALTER',
          { class: 'ASSEMBLY', id: assembly.id },
          messages.cannot('alter', 'assembly', name.name),
        ),
        ...(statement.permissionSet ? ofCreator(world, permissionSet) : []),
        trustNeed(world, statement, asked),
      ];
      return settle(world, statement.span, needs, () =>
        leaning(
          world,
          asked,
          ok(world, alterAssembly(world.catalog, world.database, assembly.id, { permissionSet, image })),
        ),
      );
    },
  );
}

/** CLR-7: without strict security, the server permission for what the assembly may do, held by who creates it. */
function ofCreator(world: World, permissionSet: Assembly['permissionSet']): readonly Need[] {
  if (permissionSet === 'SAFE' || isStrict(world.catalog) !== false) return [];
  const permission = permissionSet === 'UNSAFE' ? 'UNSAFE ASSEMBLY' : 'EXTERNAL ACCESS ASSEMBLY';
  return [onServer(world, permission, messages.deniedOnServer(permission))];
}

/** Says so where nothing but TRUSTWORTHY lets the assembly in (CLR-20). */
function leaning(world: World, asked: AssemblyAsked, effect: Effect): Effect {
  const { database } = here(world)!;
  if (database.trustworthy !== true) return effect;
  const where = (trustworthy: boolean) =>
    decideAssemblyTrust(world.catalog, { ...database, trustworthy }, asked).verdict;
  if (isRefusedAnyhow(where(true)) || !isUntrusted(where(false))) return effect;
  const strict = isStrict(world.catalog) !== false;
  return { ...effect, facts: [{ kind: 'leans-on-trustworthy', assembly: asked.name, strict }] };
}

/** Refused with TRUSTWORTHY, too; an owner whom nobody has declared is taken to be powerful enough. */
function isRefusedAnyhow(verdict: Verdict): boolean {
  return verdict.kind === 'denied' || (verdict.kind === 'unknown' && verdict.because.lack !== 'declaration');
}

/** Refused, or only let in by a login that nobody has declared. */
function isUntrusted(verdict: Verdict): boolean {
  return verdict.kind === 'denied' || (verdict.kind === 'unknown' && verdict.because.lack === 'declaration');
}

function trustNeed(world: World, { kind }: Statement, asked: AssemblyAsked): Need {
  const { verdict, byStrictSecurity } = decideAssemblyTrust(
    world.catalog,
    world.catalog.databases.get(world.database)!,
    asked,
  );
  const verb = kind === 'create_assembly' ? 'CREATE' : 'ALTER';
  return {
    verdict,
    message: byStrictSecurity ? messages.strictSecurity(asked.name) : messages.assemblyNotTrusted(verb, asked.name),
  };
}

/**
 * CLR-22: a file is read as the Windows login of the session, so not under impersonation; a SQL login must be sysadmin.
 */
function fileRefusal(world: World, { from, name }: Statement): ReturnType<typeof serverError> | undefined {
  if (from?.kind !== 'file') return undefined;
  const { frame } = world.stack;
  const login = frame.login.kind === 'login' ? world.catalog.server.principals.get(frame.login.id) : undefined;
  const impersonated = frame.origin !== 'session';
  const admin = memberOf(loginToken(world), sysadminId, 'grant', { kind: 'server', catalog: world.catalog }).kind;
  if (!impersonated && (login?.type !== 'sql_login' || admin !== 'no')) return undefined;
  const because = impersonated
    ? 'a file cannot be read under impersonation'
    : 'a file is read as a Windows login, or by a sysadmin';
  return serverError({ message: messages.cannotReadAsCaller(), span: name.span, refusal: { kind: 'other', because } });
}

/**
 * What is known of the image: its bytes where they are written, and the key that a file of this name was or may be
 * signed with.
 */
function imageOf(world: World, { from }: Statement): Image {
  const source = from?.kind === 'variable' ? world.variables.get(fold(from.name)) : from;
  switch (source?.kind) {
    case 'binary':
      return { text: source.text, key: imageThumbprint(source.text) };
    case 'file':
      return source.path === undefined ? {} : { key: thumbprintOfFile(world.catalog, source.path) };
    case 'string':
      return { key: thumbprintOfFile(world.catalog, source.value) };
    default:
      return {};
  }
}
