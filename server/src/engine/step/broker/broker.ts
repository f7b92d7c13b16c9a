/** Queues and services; conversations (ENT-1 to ENT-3). */

import { alterObject, alterService, createObject, createService } from '../../../catalog/change/objects/objects';
import { onSchema } from '../../../catalog/decide/question';
import { dboId } from '../../../catalog/ids';
import { findObjectIn, findPrincipal, findService } from '../../../catalog/lookup';
import type { Queue as QueueEntry } from '../../../catalog/model';
import { databaseNotKnown } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { activationRefusal, resolveClause } from '../../calls/module-clause';
import { here, type Need, onSecurable, settle, toCreate } from '../../judge/needs';
import { ownershipInDatabase } from '../../judge/ownership-authority';
import { placeNamed } from '../../names/places';
import { resolveObject } from '../../names/resolve';
import { type Effect, failed, ok, type StepFunction, unknown } from '../../session/effect';
import { currentUserId } from '../../session/identity';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { ErrorOutcome, World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { cannot, withFound } from '../principals/principals';

export const stepQueue: StepFunction<StatementOf<'queue'>> = (_, statement, world) => {
  const place = placeNamed(world, statement.name);
  if (place.kind !== 'place') return place.effect;
  const found = findObjectIn(place.database, place.schema, statement.name.name);
  const old = found.kind === 'found' && found.entry.kind === 'queue' ? found.entry : undefined;
  if (statement.action === 'create' && found.kind === 'found')
    return failed(
      world,
      serverError({
        message: messages.objectExists(statement.name.name),
        span: statement.name.span,
        refusal: { kind: 'exists', what: 'queue', name: statement.name.name },
      }),
    );
  if (statement.action === 'alter' && found.kind === 'unknown' && !found.entry) return unknown(world, found.because);
  if (statement.action === 'alter' && !old)
    return cannot(world, 'alter', 'queue', { name: statement.name.text, span: statement.name.span });
  const activation = activationOf(world, statement, old);
  if (activation && 'kind' in activation) return failed(world, activation);
  const needs: Need[] = old
    ? [onSecurable(world, 'ALTER', { class: 'OBJECT', id: old.id }, messages.cannot('alter', 'queue', old.name))]
    : [
        toCreate(world, 'QUEUE'),
        onSecurable(world, 'ALTER', onSchema(place.schema), messages.noSuchSchema(place.schema.name)),
      ];
  if (activation?.need) needs.push(activation.need);
  return settle(world, statement.span, needs, () => {
    const parts = {
      enabled: statement.enabled ?? old?.enabled ?? true,
      ...(activation?.activation && { activation: activation.activation }),
    };
    const catalog = old
      ? alterObject(world.catalog, world.database, old.id, parts)
      : createObject(world.catalog, world.database, {
          kind: 'queue',
          schema: place.schema.id,
          name: statement.name.name,
          ...parts,
        });
    return ok(world, catalog);
  });
};

interface Activation {
  readonly activation?: QueueEntry['activation'];
  readonly need?: Need;
}

/** The activation as it is stored: SELF by default, never CALLER; IMPERSONATE is checked now (ENT-3). */
function activationOf(
  world: World,
  { activation }: StatementOf<'queue'>,
  old: QueueEntry | undefined,
): Activation | ErrorOutcome | undefined {
  if (!activation || activation.drop) return undefined;
  const procedure = activation.procedure ?? old?.activation?.procedure;
  if (!procedure) return undefined;
  const refusal = activation.executeAs && activationRefusal(activation.executeAs);
  if (refusal) return refusal;
  if (!activation.executeAs && old?.activation)
    return { activation: { enabled: activation.enabled, procedure, context: old.activation.context } };
  const written = activation.executeAs ?? ({ kind: 'self', span: activation.span } as const);
  const clause = resolveClause(world, { clause: written, server: false, owner: undefined });
  if ('kind' in clause) return clause;
  return {
    activation: { enabled: activation.enabled, procedure, context: clause.runAs },
    ...(clause.need && { need: clause.need }),
  };
}

export const stepService: StepFunction<StatementOf<'service'>> = (_, statement, world) => {
  const place = here(world);
  if (!place) return unknown(world, databaseNotKnown);
  const queue = statement.queue && resolveObject(world, statement.queue);
  if (queue?.kind === 'refused') return failed(world, queue.outcome);
  if (statement.queue && queue?.kind === 'absent')
    return cannot(world, 'find', 'queue', { name: statement.queue.text, span: statement.queue.span });
  const queueId = queue?.kind === 'object' ? queue.object.id : undefined;
  if (statement.action === 'alter') {
    return withFound(
      world,
      findService(place.database, statement.name.name),
      () => cannot(world, 'alter', 'service', statement.name),
      (service): Effect =>
        settle(
          world,
          statement.span,
          [
            onSecurable(
              world,
              'ALTER',
              { class: 'SERVICE', id: service.id },
              messages.cannot('alter', 'service', service.name),
            ),
          ],
          () =>
            ok(
              queueId === undefined
                ? world
                : change(world, {
                    catalog: alterService(world.catalog, world.database, service.id, { queue: queueId }),
                  }),
            ),
        ),
    );
  }
  const owner = statement.owner ? findPrincipal(place.database, statement.owner.name) : undefined;
  const ownerId = owner?.kind === 'found' ? owner.entry.id : (currentUserId(world) ?? dboId);
  if (statement.owner && owner?.kind === 'absent') return cannot(world, 'find', 'user', statement.owner);
  const needs = [
    toCreate(world, 'SERVICE'),
    ...(owner?.kind === 'found' ? [ownershipInDatabase(world, owner.entry.id, owner.entry.name)] : []),
  ];
  return settle(world, statement.span, needs, () =>
    ok(
      world,
      createService(world.catalog, world.database, {
        name: statement.name.name,
        owner: ownerId,
        queue: queueId,
      }),
    ),
  );
};
