/** The ways through a statement that the server does not refuse. */
import type { Path, Step } from '../engine/session/model';

export interface Way {
  /** Undefined: of the string that holds the statement only pieces are known. */
  readonly path: Path | undefined;
}

/** One way through the statement, with all that its words say by themselves; undefined: it is refused on every path. */
export function wayThrough({ paths }: Step): Way | undefined {
  if (paths.length === 0) return { path: undefined };
  const path = paths.find(isTaken);
  return path && { path };
}

export function isTaken({ outcome }: Path): boolean {
  return outcome.kind !== 'error' && outcome.kind !== 'unreachable';
}
