/** SCHEMABINDING: it takes REFERENCES on what the module refers to (229), and keeps that from being dropped (3729). */

import type { ObjectName } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import type { Access } from '../../syntax/uses';
import { childrenOf } from '../../syntax/walk';
import type { Span } from '../../text/span';
import { resolveObject } from '../names/resolve';
import { enter } from '../session/memory';
import * as messages from '../session/messages';
import type { Context, ErrorOutcome, World } from '../session/model';
import { serverError } from '../session/server-error';
import { requireObject } from './objects';

/** The first object that the author may not refer to; an owner may. DDL is never chained (CHN-3). */
export function refusedBinding(world: World, module: StatementOf<'create_module'>): ErrorOutcome | undefined {
  if (!module.schemaBinding) return undefined;
  for (const { name, columns, span } of accessesIn(module)) {
    const resolved = resolveObject(world, name);
    if (resolved.kind !== 'object') continue;
    const outcome = requireObject(world, resolved, 'REFERENCES', columns, span);
    if (outcome.kind === 'error') return outcome;
  }
  return undefined;
}

/** The module that is bound to the object, where there is one. */
export function bindingRefusal(
  context: Context,
  world: World,
  verb: string,
  name: ObjectName,
  span: Span,
): ErrorOutcome | undefined {
  const resolved = resolveObject(world, name);
  if (resolved.kind !== 'object') return undefined;
  for (const object of resolved.database.objects.values()) {
    if (
      object.kind !== 'module' ||
      !object.schemaBinding ||
      object.body === undefined ||
      object.id === resolved.object.id
    )
      continue;
    const definition = enter(context, object.body);
    const uses = definition?.kind === 'create_module' ? accessesIn(definition) : [];
    const binds = uses.some((access) => {
      const used = resolveObject(world, access.name);
      return used.kind === 'object' && used.key === resolved.key && used.object.id === resolved.object.id;
    });
    if (binds)
      return serverError({
        message: messages.cannotWhileReferenced(verb, name.text, object.name),
        span,
        refusal: { kind: 'other', because: `${object.name} is bound to it` },
      });
  }
  return undefined;
}

function accessesIn(statement: Statement): readonly Access[] {
  const own = 'uses' in statement ? statement.uses.accesses : [];
  return [...own, ...childrenOf(statement).flatMap(({ node }) => accessesIn(node))];
}
