/**
 * What scripts declare together: their declarations, applied to a fresh catalog by what they need (settle.ts). The order of
 * the scripts and their names make no difference. Where scripts define one thing in different ways, or set one thing to
 * different values, all ways are made and joined: what depends on which is not known. This is the straight way, for a few
 * scripts; the workspace keeps a whole (whole.ts).
 */
import { joinCatalogs } from '../../catalog/join/catalog';
import type { Catalog } from '../../catalog/model';
import type { Script } from '../../syntax/statement';
import { isCollating, keysIn } from './capitals';
import { type Makings, noMakings } from './declarations';
import { Hidden } from './hidden';
import { type Item, inOrder, itemsOf } from './item';
import { lostIn } from './lost';
import { phases } from './phases';
import { type Declarer, declarerOf, foundOrMade, settlePhase } from './settle';
import { isChosen, layersOf, versionsIn, withNames } from './versions';
import type { Declaring } from './whole';

interface ToSomebody extends Omit<Declaring, 'scripts'> {
  readonly scripts: readonly Script[];
  /** What the script makes that they declare to: it is not there before, or may be. */
  readonly besides?: Makings;
  /** Of the scripts, the one whose definitions count where others define the same. */
  readonly first?: string;
  /** A script that they may call besides. */
  readonly callee?: Script;
}

/** The catalog after the declarations of these scripts, made by the administrator. */
export function declaredCatalog(declaring: ToSomebody): Catalog {
  const hidden = new Hidden(declaring.database);
  for (const script of declaring.scripts) hidden.add(script);
  const { callee } = declaring;
  const declared = declare(declaring);
  const { besides: _, first: __, ...alone } = declaring;
  const lost = hidden.snapshots.length === 0 ? undefined : lostIn(declare(alone), hidden.snapshots);
  return hidden.over(declared, { ...(callee && { callee }), ...(lost && { lost }) });
}

function declare({ scripts, fresh, database, definitions, besides = noMakings, first }: ToSomebody): Catalog {
  const declared = inOrder(scripts).map((script) => itemsOf(script, database));
  const plain = declarerOf(fresh, definitions);
  if (!plain || declared.length === 0) return fresh;
  const declarer = { ...plain, found: foundOrMade(declared.flat(), fresh) };
  const collating = declared.flat().filter(({ statement }) => isCollating(statement));
  const versions = versionsIn(declared.flat(), besides, first, keysIn(fresh, collating));
  let joined: Catalog | undefined;
  for (let layer = 0; layer < layersOf(versions); layer++) {
    const chosen = declared.map((list) => list.filter((one) => isChosen(one, versions, besides, layer)));
    const catalog = apply(declarer, fresh, chosen);
    joined = joined ? joinCatalogs(joined, catalog) : catalog;
  }
  return withNames(joined ?? fresh, versions);
}

/** Phase by phase. */
function apply(declarer: Declarer<Item>, fresh: Catalog, scripts: readonly (readonly Item[])[]): Catalog {
  let catalog = fresh;
  let waiting: readonly Item[] = [];
  for (const phase of phases) {
    const own = scripts.map((list) => list.filter((one) => one.phase === phase)).filter((list) => list.length > 0);
    ({ catalog, waiting } = settlePhase(declarer, catalog, waiting, own));
  }
  return catalog;
}
