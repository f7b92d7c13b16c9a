/** A comparison of two folders of scripts, as of two servers to which they were deployed. */
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import type { PlacedPath } from '../workspace/paths/index';
import { findPaths } from '../workspace/paths/search';
import { isUnderMasterKey, siteOf } from '../workspace/paths/sites';
import { compare } from './compare';
import { type DeployOptions, deploy, type Side, type Source } from './deploy';
import type { Difference } from './model';

export interface Compared {
  readonly difference: Difference;
  readonly base: Side;
  readonly head: Side;
}

export function diff(
  parser: Parser,
  sources: { readonly base: readonly Source[]; readonly head: readonly Source[] },
  options: DeployOptions,
): Compared {
  const base = deploy(parser, sources.base, options);
  const head = deploy(parser, sources.head, options);
  return { base, head, difference: compare(base, head, { base: pathsOf(base), head: pathsOf(head) }) };
}

function pathsOf({ catalog, definitions, scripts, database }: Side): readonly PlacedPath[] {
  const paths = finish(
    findPaths({ catalog, definitions, opens: (place, key) => isUnderMasterKey(scripts, place, key, database) }),
  );
  return paths.map((path) => ({ ...path, sites: path.steps.map(({ fact }) => siteOf(fact, scripts, database)) }));
}
