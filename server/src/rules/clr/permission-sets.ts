/** How much code needs of a permission set. */
import type { PermissionNeeded } from '../../clr/flow/model';
import type { AssemblyFacts, ManagedEntry } from '../../workspace/managed/model';
import { type DeedOf, deeds, type SeenDeed } from './seen';

type PermissionSet = NonNullable<AssemblyFacts['permissionSet']>;

export type Need = SeenDeed<'reach'> | SeenDeed<'needs'>;

/** What an entry point uses, with what that needs; the Windows identity is spoken of by a rule of its own. */
export function needsOf({ run }: ManagedEntry): readonly Need[] {
  return [...deeds(run, 'reach'), ...deeds(run, 'needs')];
}

const ranks: Readonly<Record<PermissionSet, number>> = { SAFE: 0, EXTERNAL_ACCESS: 1, UNSAFE: 2 };

export function exceeds(needed: PermissionNeeded, given: PermissionSet): boolean {
  return ranks[needed] > ranks[given];
}

/** `reaches files`, `starts code on another thread` */
export function usesWords(deed: DeedOf<'reach'> | DeedOf<'needs'>): string {
  return deed.kind === 'reach' ? `reaches ${deed.what}` : deed.what;
}
