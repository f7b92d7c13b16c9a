/** From a name to the statement that makes the thing, in this script or another. */

import { symbolsOf } from '../../workspace/symbols/index';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Workspace } from '../../workspace/workspace';
import { type Asked, declaringAmong, type Location, locationOf, type Symbol, symbolAt, symbolOf } from './symbol';

/** Where the thing is made; where it is not known which one is meant, each that it may be. */
export function* definition(
  workspace: Workspace,
  asked: Asked,
  offset: number,
): Generator<undefined, readonly Location[]> {
  const symbol = yield* symbolAt(workspace, asked, offset);
  return symbol ? definedAt(symbol) : [];
}

function definedAt({ isKnown, same, unsure, others }: Symbol): readonly Location[] {
  return declaringAmong(isKnown ? same : [...unsure, ...others]).map(locationOf);
}

/**
 * One further: from a user to its login or key, from a synonym to what it stands for; of all others the definition is
 * the declaration.
 */
export function* declaration(
  workspace: Workspace,
  asked: Asked,
  offset: number,
): Generator<undefined, readonly Location[]> {
  const symbol = yield* symbolAt(workspace, asked, offset);
  if (!symbol) return [];
  const further: Location[] = [];
  for (const made of declaringAmong(symbol.isKnown ? symbol.same : [])) {
    const behind = behindOf(workspace, made);
    if (behind) further.push(...definedAt(yield* symbolOf(workspace, asked, behind)));
  }
  return further.length > 0 ? further : definedAt(symbol);
}

/** The mention, in the same statement, of what is behind a user or a synonym. */
function behindOf(
  workspace: Workspace,
  { script, span, space, statementAt, behindAt }: PlacedMention,
): PlacedMention | undefined {
  if (behindAt === undefined) return undefined;
  return symbolsOf(workspace)
    .mentionsIn(script)
    .find(
      (one) =>
        one.statementAt === statementAt &&
        one.span.start >= behindAt &&
        one.space !== 'schema' &&
        one.space !== 'database' &&
        (one.space !== space || one.span.start !== span.start),
    );
}
