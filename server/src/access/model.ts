/** What a comparison says. */
import type { PlacedPath } from '../workspace/paths/index';
import type { Person } from './people';

/** That some people can do something now, or no longer. */
export interface Change {
  readonly people: readonly Person[];
  readonly permissions: readonly string[];
  /** 'OBJECT::dbo.t' */
  readonly on: readonly string[];
  /** The modules that let them; directly where left out. */
  readonly through?: readonly string[];
  /** The modules by which they still reach what they may not touch themselves any more. */
  readonly still?: readonly string[];
  /** "through role 'readers'" */
  readonly because?: string;
}

/** What cannot be said, on one side or on both. */
export interface Unsure {
  readonly because: string;
  readonly people: readonly Person[];
  readonly permissions: readonly string[];
  readonly on: readonly string[];
}

export interface Difference {
  readonly newPaths: readonly PlacedPath[];
  readonly closedPaths: readonly PlacedPath[];
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
  readonly unknown: readonly Unsure[];
  /** People and things that came and went. */
  readonly came: readonly string[];
  readonly went: readonly string[];
}
