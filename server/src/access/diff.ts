/** A comparison of two folders of scripts, as of two servers to which they were deployed. */
import type { Catalog } from '../catalog/model';
import type { Parser } from '../syntax/parser';
import { finish } from '../text/finish';
import type { PlacedPath } from '../workspace/paths/index';
import { findPaths } from '../workspace/paths/search';
import { isUnderMasterKey, siteOf } from '../workspace/paths/sites';
import { compare } from './compare';
import { type DeployOptions, deploy, type Side, type Source } from './deploy';
import type { Difference } from './model';
import { type Undeclared, undeclaredIn, withUndeclared } from './undeclared';

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
  const alone = { base: deploy(parser, sources.base, options), head: deploy(parser, sources.head, options) };
  const undeclared = options.knowledge === 'as scripts say' ? undeclaredIn([alone.base, alone.head]) : [];
  const { base, head } = undeclared.length === 0 ? alone : onTop(parser, sources, options, undeclared);
  return { base, head, difference: compare(base, head, { base: pathsOf(base), head: pathsOf(head) }) };
}

function onTop(
  parser: Parser,
  sources: Parameters<typeof diff>[1],
  options: DeployOptions,
  undeclared: readonly Undeclared[],
): Pick<Compared, 'base' | 'head'> {
  const before = (fresh: Catalog): Catalog => withUndeclared(fresh, undeclared);
  return {
    base: deploy(parser, sources.base, options, before),
    head: deploy(parser, sources.head, options, before),
  };
}

/** The escalation paths of a side, with the places of what they lead over. */
export function pathsOf({ catalog, definitions, scripts, database }: Side): readonly PlacedPath[] {
  const { paths } = finish(
    findPaths({ catalog, definitions, opens: (place, key) => isUnderMasterKey(scripts, place, key, database) }),
  );
  return paths.map((path) => ({ ...path, sites: path.steps.map(({ fact }) => siteOf(fact, scripts, database)) }));
}
