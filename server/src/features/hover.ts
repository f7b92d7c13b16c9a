/** The hover: who the statement runs as, and what would come of it. The first line is the short answer. */

import { refusedInside } from '../engine/run/refused-inside';
import { type Located, stepAt } from '../engine/run/steps';
import type { Step } from '../engine/session/model';
import { isBetweenTokens } from '../syntax/split';
import type { Statement } from '../syntax/statement';
import { inOneLine, offsetOf, textOf } from '../syntax/walk';
import { lineIndex } from '../text/line-index';
import type { Span } from '../text/span';
import { placeInOrder } from '../workspace/migrations';
import { type Origins, originsOf } from '../workspace/provenance';
import type { Analysed } from '../workspace/workspace';
import { isCurable } from './curable';
import { type Cite, describeOutcome, detailsOf, headline, headlines } from './describe';
import { glanceOf } from './glance/glance';
import { insideWords } from './inside';
import { knownCallers } from './known-callers';
import { externalCallWords } from './managed/external-call';
import { plainly } from './markdown';
import { neverRuns, stopBefore } from './never';
import { principalOrigins } from './origins';
import { reasonsOf } from './reasons';
import { hoverThing } from './things/hover-thing';
import { commandLink, type Links, noLinks, positionOf } from './things/links';

export interface HoverText {
  readonly span: Span;
  readonly markdown: string;
}

/**
 * On every statement; on names, and on statements of which there is something to say but that they run; or only on those
 * whose subject is the context.
 */
export type HoverPlaces = 'everywhere' | 'whereItMatters' | 'contextStatements';

export function hover(
  analysed: Analysed,
  offset: number,
  places: HoverPlaces,
  links: Links = noLinks,
): HoverText | undefined {
  const located = stepAt(analysed.analysis, offset);
  if (!located) return undefined;
  const { script } = analysed;
  const { step } = located;
  if (step.statement.node === 'logon' || isBetweenTokens(script.text, located.offset, offset)) return undefined;
  const statement = isWanted(step, places) ? ofStatement(analysed, located) : undefined;
  const thing =
    places === 'contextStatements'
      ? undefined
      : hoverThing(analysed, located, offset, { links, beside: statement !== undefined });
  const known = [...principalOrigins(analysed, offset).map(plainly), ...orderOf(analysed), ...asOf(analysed)];
  if (!thing) {
    const own = statement && [whole(analysed, located, statement, places, links), ...known];
    return own && { span: spanOf(located), markdown: own.join('\n\n') };
  }
  return { span: thing.span, markdown: [...(statement?.verdict ?? []), thing.markdown, ...known].join('\n\n') };
}

function isWanted(step: Step, places: HoverPlaces): boolean {
  switch (places) {
    case 'everywhere':
      return true;
    case 'contextStatements':
      return isAboutContext(step);
    case 'whereItMatters':
      return matters(step);
  }
}

/** Whether there is something to say of a statement but that the context that the script began with runs it. */
function matters(step: Step): boolean {
  const { statement, before, paths } = step;
  if (switches.has(statement.kind) && statement.kind !== 'use') return true;
  return (
    glanceOf(before) !== undefined || paths.length !== 1 || paths.some(isTelling) || refusedInside(step).length > 0
  );
}

/** Whether what lets a statement run is worth a word: an administrator, an owner, or nothing that is asked, is not. */
function isTelling({ outcome, before }: Step['paths'][number]): boolean {
  if (outcome.kind !== 'ok') return true;
  const quiet = outcome.proof === undefined || untold.has(outcome.proof.kind);
  return !quiet && reasonsOf(outcome, before).length > 0;
}

const untold: ReadonlySet<string> = new Set(['sysadmin', 'dbo', 'owner', 'self', 'exempt']);

/** The answer with the frames and tokens behind it; where it matters these are a click away. */
function whole(
  { script }: Analysed,
  { offset }: Located,
  { verdict, details, curable }: Told,
  places: HoverPlaces,
  links: Links,
): string {
  const position = positionOf(script, offset);
  const more = commandLink(links, 'tsqlContext.showContext', 'Frames and tokens', { uri: script.uri, position });
  const tell = curable ? commandLink(links, 'tsqlContext.tellServer', 'Tell what the server holds') : undefined;
  const isShort = places === 'whereItMatters' && more !== undefined;
  const row = [...(isShort && details.length > 0 ? [more] : []), ...(tell === undefined ? [] : [tell])];
  return [...verdict, ...(row.length > 0 ? [row.join(' · ')] : []), ...(isShort ? [] : details)].join('\n\n');
}

interface Told {
  readonly verdict: readonly string[];
  readonly details: readonly string[];
  /** Something is not known that somebody could tell. */
  readonly curable: boolean;
}

/** What is said of a statement: the answer, and what it rests on. */
function ofStatement(analysed: Analysed, located: Located): Told {
  const { script } = analysed;
  const { step } = located;
  const stop = stopBefore(analysed.analysis, located);
  const never = neverRuns(stop, stop ? [script, ...analysed.others] : [script]);
  const head = headlines(step.before, never);
  if (isPlain(located)) return { verdict: [head], details: [], curable: false };
  return {
    verdict: [head, ...verdict(analysed, located)],
    details: detailsOf(step.before, citing(analysed, located.offset)),
    curable: step.paths.some(({ outcome }) => outcome.kind === 'unknown' && isCurable(outcome.because)),
  };
}

/** Where the script stands in its deployment. */
function orderOf({ migration }: Analysed): readonly string[] {
  return migration ? [`This script: ${placeInOrder(migration)}.`] : [];
}

/** The snapshots that answers rest on. */
function asOf({ others }: Analysed): readonly string[] {
  const known = others.snapshots;
  return known.length === 0 ? [] : [`Known from a snapshot of ${known.join(' and of ')}.`];
}

/** Whether there is nothing to say of a statement but who runs it: one that needs nothing, in a body that anybody calls. */
function isPlain({ step, module }: Located): boolean {
  if (!module || isAboutContext(step)) return false;
  return step.paths.every(
    ({ before, outcome }) =>
      before.stack.frame.user.kind === 'caller' && outcome.kind === 'ok' && reasonsOf(outcome, before).length === 0,
  );
}

/** Cites statements of the script that stand before an offset. */
export function citing({ script }: Analysed, near: number): Cite {
  return (statement) => {
    const place = offsetOf(script, statement, near);
    if (place === undefined) return { text: statement.kind.replaceAll('_', ' ').toUpperCase(), line: undefined };
    return { text: inOneLine(textOf(script, statement, place), 48), line: lineIndex(script.text).at(place).line };
  };
}

/** What the server would answer and why, a paragraph for each answer; who is known to call it; what comes of it. */
function verdict(analysed: Analysed, located: Located): readonly string[] {
  const { step, module, offset } = located;
  const origins = originsOf(analysed);
  const told = step.paths.map((path) => inWords(step, path, origins));
  const isRefused = refusedInside(step).length > 0;
  const inside = isRefused ? insideWords(step, [analysed.script, ...analysed.others], offset) : [];
  const external = externalCallWords(analysed.analysis.context.definitions, step).map(plainly);
  const own = [...new Set(told), ...inside.map((words) => `✗ It ${plainly(words)}`), ...external];
  if (!module) return own;
  const { about, calls } = knownCallers(analysed, located, module);
  const asksCaller = step.paths.some(({ outcome }) => outcome.kind === 'unknown' && outcome.because.lack === 'caller');
  return asksCaller ? [...calls, ...own, about] : [...own, ...calls, about]; // what is known comes first
}

function inWords(step: Step, { outcome, before, after }: Step['paths'][number], origins: Origins): string {
  const reasons = reasonsOf(outcome, before, origins).map(plainly);
  const behind = switches.has(step.statement.kind) && before !== after ? `Afterwards: ${headline(after)}.` : undefined;
  if (outcome.kind === 'ok' && behind !== undefined) return [`✓ ${behind}`, ...reasons].join(' ');
  const told = [describeOutcome(outcome), ...(behind === undefined ? [] : [behind])];
  return [...told, ...reasons].join(' ');
}

/** The statements that are asked for what they lead to. */
const switches: ReadonlySet<Statement['kind']> = new Set(['execute_as', 'revert', 'use', 'setuser']);

/** The statement itself; for one that encloses others only its head, so that the hover does not cover them all. */
function spanOf({ step, offset }: Located): Span {
  const first = step.children[0]?.offset ?? headerOf(step.statement);
  const { start, end } = step.statement.span;
  return {
    start: offset + start,
    end: offset + (first === undefined ? end : Math.max(start + 1, Math.min(first, end))),
  };
}

function headerOf(statement: Statement): number | undefined {
  return statement.kind === 'create_module' ? statement.header.end : undefined;
}

function isAboutContext(step: Step): boolean {
  const { statement, paths } = step;
  switch (statement.kind) {
    case 'execute_as':
    case 'revert':
    case 'setuser':
    case 'use':
    case 'execute':
    case 'execute_string':
    case 'create_module':
    case 'permission':
    case 'signature':
      return true;
    default:
      if (refusedInside(step).length > 0) return true;
      return paths.some(({ outcome }) => outcome.kind === 'error' || outcome.kind === 'unknown');
  }
}
