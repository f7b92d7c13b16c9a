/** Certificates, keys, signatures (SIG-1, SIG-2, SIG-17, SIG-19, SIG-20). */

import { createKey, setMasterKey, setPrivateKey, writeKeyFile } from '../../../catalog/change/keys/keys';
import { addSignature, dropSignature } from '../../../catalog/change/keys/signatures';
import { decide } from '../../../catalog/decide/decide';
import { keyQuestion, objectQuestion } from '../../../catalog/decide/question';
import { decideVisibleKey } from '../../../catalog/decide/visible';
import { dboId } from '../../../catalog/ids';
import { findAssembly, findKey, findPrincipal } from '../../../catalog/lookup';
import type { Catalog, Id, Module } from '../../../catalog/model';
import { databaseNotKnown } from '../../../catalog/reason';
import { signedPrincipal } from '../../../catalog/signature';
import type { NamedAt } from '../../../syntax/expression';
import type { StatementOf } from '../../../syntax/statement';
import type { Span } from '../../../text/span';
import { here, type Need, onDatabase, onSecurable, settle } from '../../judge/needs';
import { ownershipInDatabase } from '../../judge/ownership-authority';
import { resolveObject } from '../../names/resolve';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { currentUserId } from '../../session/identity';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { ownedByOne } from '../permissions/ownership';
import { cannot, withFound } from '../principals/principals';

const lost = (world: World): Effect => unknown(world, databaseNotKnown);

export const stepCreateKey: StepFunction<StatementOf<'create_key'>> = (
  _,
  { type, name, owner, from, privateKey, underMasterKey, span },
  world,
) => {
  const place = here(world);
  if (!place) return lost(world);
  if (type === 'master_key' || !name)
    return settle(world, span, [onDatabase(world, 'CONTROL', messages.notPermitted())], () =>
      ok(world, setMasterKey(world.catalog, world.database, true)),
    );
  const found = findKey(place.database, type, name.name);
  if (found.kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.certificateExists(type.replace('_', ' ')),
        span: name.span,
        refusal: { kind: 'exists', what: type.replace('_', ' '), name: name.name },
      }),
    );
  const need = onDatabase(world, `CREATE ${type.replace('_', ' ').toUpperCase()}`, messages.notPermitted());
  const make = (id: Id, needs: readonly Need[]): Effect =>
    settle(world, span, needs, () =>
      underMasterKey && place.database.masterKey === false && world.catalog.version !== 'azure-sql-database'
        ? failed(
            world,
            serverError({
              message: messages.masterKeyNeeded(),
              span: name.span,
              refusal: { kind: 'missing', what: 'master key', name: place.database.name },
            }),
          )
        : ok(
            world,
            createKey(world.catalog, world.database, { name: name.name, type, owner: id, privateKey, source: from }),
          ),
    );
  if (!owner) return make(currentUserId(world) ?? dboId, [need]);
  return withFound(
    world,
    findPrincipal(place.database, owner.name),
    () => cannot(world, 'find', 'user', owner),
    (principal) =>
      type !== 'symmetric_key' &&
      principal.type !== 'sql_user' &&
      principal.type !== 'windows_user' &&
      principal.type !== 'external_user'
        ? ownedByOne(world, type.replace('_', ' '), owner)
        : make(principal.id, [need, ownershipInDatabase(world, principal.id, principal.name)]),
  );
};

export const stepAlterKey: StepFunction<StatementOf<'alter_key'>> = (
  _,
  { type, name, removePrivateKey, addPrivateKey, span },
  world,
) => {
  const place = here(world);
  if (!place) return lost(world);
  if (type === 'master_key' || !name)
    return settle(world, span, [onDatabase(world, 'CONTROL', messages.cannotFindMasterKey())], () =>
      place.database.masterKey === false ? cannot(world, 'find', 'symmetric key', masterKeyAt(span)) : ok(world),
    );
  return withFound(
    world,
    findKey(place.database, type, name.name),
    () => cannot(world, 'alter', type.replace('_', ' '), name),
    (key) =>
      settle(
        world,
        span,
        [
          {
            verdict: decide(world.catalog, place.subject, keyQuestion(world.catalog, place.database, key, 'ALTER')),
            message: messages.cannot('alter', type.replace('_', ' '), name.name),
          },
        ],
        () =>
          removePrivateKey || addPrivateKey
            ? ok(world, setPrivateKey(world.catalog, world.database, key.id, addPrivateKey))
            : ok(world),
      ),
  );
};

function masterKeyAt(span: Span): NamedAt {
  return { name: 'master key', span };
}

/** The public part: whoever sees the certificate; with the private key: CONTROL on it (15247). */
export const stepBackupCertificate: StepFunction<StatementOf<'backup_certificate'>> = (
  _,
  { name, file, privateKeyFile, span },
  world,
) => {
  const place = here(world);
  if (!place) return lost(world);
  return withFound(
    world,
    findKey(place.database, 'certificate', name.name),
    () => cannot(world, 'find', 'certificate', name),
    (key) => {
      const seen: Need = {
        verdict: decideVisibleKey(world.catalog, place.database, place.subject, key),
        message: messages.cannot('find', 'certificate', name.name),
      };
      const control: Need = {
        verdict: decide(world.catalog, place.subject, keyQuestion(world.catalog, place.database, key, 'CONTROL')),
        message: messages.notPermitted(),
      };
      return settle(world, span, privateKeyFile === undefined ? [seen] : [seen, control], () =>
        ok(world, writeKeyFile(world.catalog, file, key.thumbprint)),
      );
    },
  );
};

/** What can be signed (SIG-2); everything else is 15560. */
function isSignable(module: Module): boolean {
  return (
    module.type === 'procedure' ||
    module.type === 'dml_trigger' ||
    (module.type === 'function' && module.returns !== 'inline')
  );
}

export const stepSignature: StepFunction<StatementOf<'signature'>> = (_, statement, world) => {
  const place = here(world);
  if (!place) return lost(world);
  if (statement.class === 'ASSEMBLY') return signAssembly(statement, world);
  if (statement.class !== 'OBJECT') return ok(world);
  const resolved = resolveObject(world, statement.module);
  if (resolved.kind === 'refused') return failed(world, resolved.outcome);
  if (resolved.kind === 'unknown') return unknown(world, resolved);
  if (resolved.kind !== 'object')
    return cannot(world, 'find', 'object', { name: statement.module.text, span: statement.module.span });
  const { object } = resolved;
  if (object.kind !== 'module' || !isSignable(object))
    return failed(
      world,
      serverError({
        message: messages.cannotBeSigned(object.name),
        span: statement.module.span,
        refusal: {
          kind: 'other',
          because: 'only procedures, functions with a body, DML triggers and assemblies can be signed',
        },
      }),
    );
  const alter: Need = {
    verdict: decide(world.catalog, resolved.subject, objectQuestion(world.catalog, resolved.database, object, 'ALTER')),
    message: messages.cannot('alter', 'object', object.name),
  };
  return eachKey(statement, world, [alter], (catalog, key) => {
    const signed = { kind: 'module', id: object.id } as const;
    return statement.action === 'add'
      ? addSignature(catalog, resolved.key, signed, {
          key,
          counter: statement.counter,
          principal: signedPrincipal(resolved.database, object),
        })
      : dropSignature(catalog, resolved.key, signed, { key, counter: statement.counter });
  });
};

function signAssembly(statement: StatementOf<'signature'>, world: World): Effect {
  const place = here(world)!;
  return withFound(
    world,
    findAssembly(place.database, statement.module.name),
    () => cannot(world, 'find', 'assembly', { name: statement.module.name, span: statement.module.span }),
    (assembly) =>
      eachKey(
        statement,
        world,
        [
          onSecurable(
            world,
            'ALTER',
            { class: 'ASSEMBLY', id: assembly.id },
            messages.cannot('alter', 'assembly', assembly.name),
          ),
        ],
        (catalog, key) => {
          const signed = { kind: 'assembly', id: assembly.id } as const;
          return statement.action === 'add'
            ? addSignature(catalog, world.database, signed, { key, counter: statement.counter, principal: '' })
            : dropSignature(catalog, world.database, signed, { key, counter: statement.counter });
        },
      ),
  );
}

/** Each key that signs: CONTROL on it, which WITH SIGNATURE does not need (SIG-20, DIS-9). */
function eachKey(
  statement: StatementOf<'signature'>,
  world: World,
  needs: readonly Need[],
  apply: (catalog: Catalog, key: Module['signatures'][number]['key']) => Catalog,
): Effect {
  const place = here(world)!;
  let effect: Effect = ok(world);
  for (const by of statement.by) {
    const made: Effect = withFound(
      world,
      findKey(place.database, by.kind, by.name.name),
      () => cannot(world, 'find', by.kind.replace('_', ' '), by.name),
      (key) => {
        const control: Need = {
          verdict: decide(world.catalog, place.subject, keyQuestion(world.catalog, place.database, key, 'CONTROL')),
          message: messages.cannot('find', by.kind.replace('_', ' '), key.name),
        };
        const signs = statement.action === 'add' && !by.blob;
        return settle(effect.after, statement.span, signs ? [...needs, control] : needs, () =>
          signs && !key.privateKey
            ? withoutPrivateKey(effect.after, by)
            : ok(effect.after, apply(effect.after.catalog, key.thumbprint)),
        );
      },
    );
    if (made.outcome.kind === 'error') return { ...made, after: world };
    effect = made;
  }
  return effect;
}

/** Signing needs the private key, which may have been removed, or never have come along (15556). */
function withoutPrivateKey(world: World, by: StatementOf<'signature'>['by'][number]): Effect {
  const message = messages.noPrivateKey(by.kind.replace('_', ' '));
  return failed(
    world,
    serverError({
      message,
      span: by.span,
      refusal: { kind: 'missing', what: 'private key', name: by.name.name },
    }),
  );
}
