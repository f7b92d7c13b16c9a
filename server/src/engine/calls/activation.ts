/** Conversations: SEND starts the activation procedure of the target's queue, taken to run once (ENT-1 to ENT-3). */

import { findModule, findService } from '../../catalog/lookup';
import { lacking } from '../../catalog/reason';
import type { NamedAt } from '../../syntax/expression';
import type { StatementOf } from '../../syntax/statement';
import { fold } from '../../text/name';
import type { Span } from '../../text/span';
import { evaluate } from '../evaluate/expression';
import { requireObject } from '../judge/objects';
import { resolveObject } from '../names/resolve';
import { failed, ok, type PlannedCall, type StepFunction } from '../session/effect';
import { change, makeFrame, makeSession, push, setVariable } from '../session/make';
import { enter } from '../session/memory';
import * as messages from '../session/messages';
import type { Context, ErrorOutcome, World } from '../session/model';
import { batchScope, enterScope, noVariables, returningTo } from '../session/scope';
import { serverError } from '../session/server-error';
import { clauseFrame, enterModule } from './module-frame';
import { behindUnknownBatch } from './unknown-batch';

/** The dialog's handle stands for the service it leads to. */
export const stepBeginDialog: StepFunction<StatementOf<'begin_dialog'>> = (
  context,
  { handle, from, to, span },
  world,
) => {
  const refused = refusedInitiator(world, from, span);
  if (refused) return failed(world, refused);
  const target = to && evaluate(context, world, to);
  const value =
    target?.kind === 'string'
      ? ({ kind: 'cookie', of: `dialog:${target.value}` } as const)
      : ({ kind: 'unknown', because: lacking('value', 'the target service is not known') } as const);
  return ok(change(world, { variables: setVariable(world.variables, fold(handle), value) }));
};

/** Whoever begins a dialog needs RECEIVE on the queue of his service (8494). */
function refusedInitiator(world: World, from: NamedAt, span: Span): ErrorOutcome | undefined {
  const database = world.catalog.databases.get(world.database);
  const service = database && findService(database, from.name);
  const queue =
    service?.kind === 'found' && service.entry.queue !== undefined
      ? database?.objects.get(service.entry.queue)
      : undefined;
  if (!database || !queue) return undefined;
  const schema = database.schemas.get(queue.schema)?.name;
  const name = { span, text: queue.name, name: queue.name, ...(schema !== undefined && { schema }) };
  const outcome = requireObject(world, resolveObject(world, name), 'RECEIVE', { kind: 'every' }, span);
  return outcome.kind === 'error'
    ? {
        ...outcome,
        ...serverError({ message: messages.serviceDenied(from.name), span, refusal: { kind: 'permission' } }),
      }
    : undefined;
}

export const stepSend: StepFunction<StatementOf<'send'>> = (context, { handles }, world) => {
  const calls = context.enterCalls ? handles.flatMap((handle) => plan(context, world, handle)) : [];
  return calls.length > 0 ? { outcome: { kind: 'ok' }, after: world, calls } : ok(world);
};

/** What a session of its own starts with; what its ORIGINAL_LOGIN() is has not been documented. */
function backgroundSession({ session }: World): Partial<World> {
  return {
    session: makeSession({ number: session.number, original: originalUnknown, background: true }),
    scope: batchScope,
    variables: noVariables,
    transaction: 'none',
    undo: undefined,
    abortOnError: false,
  };
}

const originalUnknown = {
  kind: 'unknown',
  because: lacking('model', 'the original login of an activated procedure is not documented'),
} as const;

function plan(context: Context, world: World, handle: string): readonly PlannedCall[] {
  const value = world.variables.get(fold(handle));
  const database = world.catalog.databases.get(world.database);
  if (value?.kind !== 'cookie' || !value.of.startsWith('dialog:') || !database) return [];
  const service = findService(database, value.of.slice('dialog:'.length));
  const queue =
    service.kind === 'found' && service.entry.queue !== undefined
      ? database.objects.get(service.entry.queue)
      : undefined;
  if (queue?.kind !== 'queue' || !queue.enabled || !queue.activation?.enabled) return [];
  const { procedure, context: runAs } = queue.activation;
  const schema = database.schemas.get(queue.schema)?.name;
  const module = findModule(database, procedure, schema);
  if (module.kind !== 'found' || module.entry.body === undefined) return [];
  const definition = enter(context, module.entry.body);
  if (!definition) return [];
  const ref = { database: world.database, id: module.entry.id, server: false, definition: module.entry.body };
  return [
    {
      kind: 'activation',
      name: procedure.text,
      definition,
      body: definition.body,
      module: ref,
      enter: (from) => {
        // A background session: the frame of the queue's clause stands alone, the sender's stack comes back afterwards.
        const background = change(from, { ...backgroundSession(from), stack: push(undefined, from.stack.frame) });
        const clause = clauseFrame(
          enterScope(background, { kind: 'dynamic', keys: [], variables: noVariables }),
          database,
          undefined,
          runAs,
          undefined,
          'activation',
        );
        if (clause && 'kind' in clause) return clause;
        const frame = clause ?? makeFrame({ ...from.stack.frame, origin: 'activation' });
        const alone = change(background, { stack: push(undefined, frame) });
        const allowed = requireObject(
          alone,
          resolveObject(alone, procedure),
          'EXECUTE',
          { kind: 'every' },
          { start: 0, end: 0 },
          undefined,
        );
        if (allowed.kind === 'error') return allowed;
        const entered = enterModule(alone, {
          database,
          key: world.database,
          module: module.entry,
          definition,
          variables: noVariables,
        });
        if ('kind' in entered) return entered;
        return returningTo(definition.textUnknown ? behindUnknownBatch(entered) : entered, from);
      },
    },
  ];
}
