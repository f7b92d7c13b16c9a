/** Where a thing is spoken of: in all scripts, or in one. */
import type { Workspace } from '../../workspace/workspace';
import { type Asked, type Location, locationOf, symbolAt } from './symbol';

export interface ReferenceOptions {
  /** Whether the places that make the thing are among them. */
  readonly declarations: 'with' | 'without';
}

/** The places that mean the same thing for certain, in the order of scripts and their texts. */
export function* references(
  workspace: Workspace,
  asked: Asked,
  offset: number,
  { declarations }: ReferenceOptions,
): Generator<undefined, readonly Location[]> {
  const symbol = yield* symbolAt(workspace, asked, offset);
  return (symbol?.same ?? []).filter(({ act }) => declarations === 'with' || act !== 'declares').map(locationOf);
}

export interface Highlight extends Location {
  /** Whether the thing is made, changed or dropped there. */
  readonly kind: 'read' | 'write';
}

/** The same in the script that is asked about. */
export function* highlights(
  workspace: Workspace,
  asked: Asked,
  offset: number,
): Generator<undefined, readonly Highlight[]> {
  const symbol = yield* symbolAt(workspace, asked, offset);
  const seen = new Set<number>();
  return (symbol?.same ?? []).flatMap((one): readonly Highlight[] => {
    if (one.script !== asked.script || seen.has(one.span.start)) return [];
    seen.add(one.span.start);
    return [{ ...locationOf(one), kind: one.act === 'uses' || one.act === 'asks' ? 'read' : 'write' }];
  });
}
