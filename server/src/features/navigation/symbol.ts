/** What a name means at its place, and where else the scripts of the workspace mean the same. */
import { capitalsInNames, databaseKey } from '../../catalog/collation';
import { stepAt } from '../../engine/run/steps';
import type { Script } from '../../syntax/statement';
import { type Folded, fold, isTemplate } from '../../text/name';
import { holds, type Span } from '../../text/span';
import { symbolsOf } from '../../workspace/symbols/index';
import type { PlacedMention } from '../../workspace/symbols/placed';
import { type Resolve, resolver } from '../../workspace/symbols/resolve';
import type { Analysed, Workspace } from '../../workspace/workspace';

/** A script that is asked about, and its analysis. */
export type Asked = Pick<Analysed, 'script' | 'analysis'>;
/** The same where it may not have been analysed. */
type AskedOf = Pick<Analysed, 'script'> & Partial<Pick<Analysed, 'analysis'>>;

export interface Symbol {
  /** The mention that was asked about. */
  readonly mention: PlacedMention;
  /** The mentions of the same thing; where it is not known what is meant, the mention alone. */
  readonly same: readonly PlacedMention[];
  /** Those of which it is not known whether they mean the same. */
  readonly unsure: readonly PlacedMention[];
  /** Those that mean other things of the same name. */
  readonly others: readonly PlacedMention[];
  /** Whether it is known what is meant. */
  readonly isKnown: boolean;
  readonly keyOf: Resolve;
}

/** A place in a script. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
  readonly script: Script;
}

/** What the name at an offset means; undefined: no name that is followed stands there. */
export function* symbolAt(
  workspace: Workspace,
  asked: Asked,
  offset: number,
): Generator<undefined, Symbol | undefined> {
  const mention = mentionAt(workspace, asked.script, offset);
  return mention && (yield* symbolOf(workspace, asked, mention));
}

/** The name at an offset; where it stands for two things, the one that it is written for. */
export function mentionAt(workspace: Workspace, script: Script, offset: number): PlacedMention | undefined {
  const here = symbolsOf(workspace)
    .mentionsIn(script)
    .filter(({ span }) => holds(span, offset));
  const size = ({ span }: PlacedMention): number => span.end - span.start;
  return here.toSorted((a, b) => Number(a.implied ?? false) - Number(b.implied ?? false) || size(a) - size(b))[0];
}

export function* symbolOf(workspace: Workspace, asked: AskedOf, mention: PlacedMention): Generator<undefined, Symbol> {
  const all = yield* symbolsOf(workspace).named(mention.space, mention.name, asked.script);
  const resolve = resolver(all);
  // what others include does not start where it does on its own
  const runsAlone = !symbolsOf(workspace).isIncluded(asked.script);
  const keyOf: Resolve = (one) =>
    resolve(one, runsAlone && one.script === asked.script ? whereRun(asked, one) : undefined);
  const key = keyOf(mention);
  const keys = all.map((one) => ({ one, own: spelt(asked, mention, one, keyOf(one)) }));
  return {
    mention,
    isKnown: key !== undefined,
    same: key === undefined ? [mention] : keys.flatMap(({ one, own }) => (own === key ? [one] : [])),
    unsure: keys.flatMap(({ one, own }) => (own === undefined ? [one] : [])),
    others: keys.flatMap(({ one, own }) => (own !== undefined && own !== key ? [one] : [])),
    keyOf,
  };
}

/** What a mention means, where it may be told apart from another one by its capitals. */
function spelt(
  { analysis }: AskedOf,
  asked: PlacedMention,
  one: PlacedMention,
  key: string | undefined,
): string | undefined {
  if (one.name === asked.name || !analysis) return key;
  const { exit } = analysis.run;
  const catalog = exit.kind === 'worlds' ? exit.worlds[0]?.catalog : undefined;
  if (!catalog) return key;
  const place = one.database === undefined ? catalog.server : catalog.databases.get(databaseKey(catalog, one.database));
  const count = place ? capitalsInNames(place) : false;
  if (count === undefined) return undefined;
  return count ? `${key} ${one.name}` : key;
}

/**
 * The database in which a statement of the script runs, as far as its run shows one: a USE may be refused. One that is not
 * there as far as is known is taken to be there: the scripts that make it may be elsewhere.
 */
function whereRun(
  { analysis }: AskedOf,
  { isDatabaseWritten, depth, statementAt, database: written }: PlacedMention,
): Folded | undefined {
  if (!analysis || isDatabaseWritten || depth > 0) return undefined;
  const step = stepAt(analysis, statementAt);
  if (step?.offset !== statementAt || step.step.before.kind !== 'worlds') return undefined;
  const { worlds } = step.step.before;
  if (written !== undefined && worlds.some(({ catalog }) => !catalog.databases.has(written))) return undefined;
  const [first, ...others] = new Set(worlds.map(({ database }) => database));
  if (first === undefined || others.length > 0 || isTemplate(first)) return undefined;
  return worlds.every(({ catalog }) => catalog.databases.has(first)) ? fold(first) : undefined;
}

/**
 * What among some mentions makes the thing, in the text of a script before what stands in a string: a CREATE, and an ALTER of
 * a module, which says all of it; else what makes it besides.
 */
export function declaringAmong(mentions: readonly PlacedMention[]): readonly PlacedMention[] {
  const own = mentions.filter(isDeclaring);
  const found = own.length > 0 ? own : mentions.filter(({ act }) => act === 'declares');
  return found.toSorted((a, b) => a.depth - b.depth);
}

/** Whether the name is written for something that is made there. */
export function isDeclaring({ sort, implied }: PlacedMention): boolean {
  return sort !== undefined && !implied;
}

export function locationOf({ script, span }: PlacedMention): Location {
  return { uri: script.uri, span, script };
}
