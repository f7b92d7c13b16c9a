/** The escalation paths that a script leaves behind, with the scripts around it. */
import type { Script } from '../../syntax/statement';
import type { Analysed } from '../workspace';
import type { EscalationPath, PathSite } from './model';
import { findPaths } from './search';
import { isUnderMasterKey, siteOf } from './sites';

export type { EscalationPath, Fact, Node, PathStep } from './model';

export interface PlacedPath extends EscalationPath {
  /** Where what each step rests on stands; undefined: nobody wrote it. */
  readonly sites: readonly (PathSite | undefined)[];
}

/** What paths are looked for in. */
export type PathSubject = Pick<Analysed, 'script' | 'analysis'> &
  Partial<Pick<Analysed, 'included' | 'others' | 'database'>>;

/** The paths in the catalog in which a script ends (docs/rulebook, ESC). Asked again, it is the same answer. */
export function* pathsIn(subject: PathSubject): Generator<undefined, readonly PlacedPath[]> {
  const known = found.get(subject.analysis);
  if (known) return known;
  const made = yield* search(subject);
  found.set(subject.analysis, made);
  return made;
}

const found = new WeakMap<PathSubject['analysis'], readonly PlacedPath[]>();

function* search({
  script,
  analysis,
  included = [],
  others = [],
  database = 'master',
}: PathSubject): Generator<undefined, readonly PlacedPath[]> {
  const catalog = analysis.end();
  if (!catalog) return [];
  const scripts: readonly Script[] = [script, ...included, ...others];
  const paths = yield* findPaths({
    catalog,
    definitions: analysis.context.definitions,
    opens: (place, key) => isUnderMasterKey(scripts, place, key, database),
  });
  return paths.map((path) => ({ ...path, sites: path.steps.map(({ fact }) => siteOf(fact, scripts, database)) }));
}
