/** RECEIVE from a queue, and event notifications (PERM-30). */

import type { StatementOf } from '../../../syntax/statement';
import { anyOf, onDatabase, onSecurable, onServer, settle } from '../../judge/needs';
import { requireObject } from '../../judge/objects';
import { cannot } from '../../names/found';
import { resolveObject } from '../../names/resolve';
import { failed, ok, type StepFunction, unknown } from '../../session/effect';
import * as messages from '../../session/messages';

/** RECEIVE on the queue (229); a chain covers it. */
export const stepReceive: StepFunction<StatementOf<'receive'>> = (_, { queue, span }, world) =>
  settle(world, span, [requireObject(world, resolveObject(world, queue), 'RECEIVE', { kind: 'every' }, span)], () =>
    ok(world),
  );

/** On the server or the database the permission of that name, on a queue ALTER on it. */
export const stepEventNotification: StepFunction<StatementOf<'event_notification'>> = (
  _,
  { on, queue, span },
  world,
) => {
  if (on === 'server') {
    const need = anyOf(
      onServer(world, 'CREATE DDL EVENT NOTIFICATION', messages.notPermitted()),
      onServer(world, 'CREATE TRACE EVENT NOTIFICATION', messages.notPermitted()),
    );
    return settle(world, span, [need], () => ok(world));
  }
  if (on === 'database')
    return settle(
      world,
      span,
      [onDatabase(world, 'CREATE DATABASE DDL EVENT NOTIFICATION', messages.notPermitted())],
      () => ok(world),
    );
  if (!queue) return ok(world);
  const resolved = resolveObject(world, queue);
  if (resolved.kind === 'refused') return failed(world, resolved.outcome);
  if (resolved.kind === 'unknown') return unknown(world, resolved);
  if (resolved.kind !== 'object') return cannot(world, 'find', 'queue', { name: queue.text, span: queue.span });
  const need = onSecurable(
    world,
    'ALTER',
    { class: 'OBJECT', id: resolved.object.id },
    messages.cannot('alter', 'queue', resolved.object.name),
  );
  return settle(world, span, [need], () => ok(world));
};
