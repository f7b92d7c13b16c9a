/**
 * Who calls what: modules by EXEC and by functions, triggers by the statements that fire them, procedures by the queues that
 * activate them, modules by the steps of jobs. Of each call it is said as whom the callee runs, as far as a run shows it.
 */
import type { Analysis } from '../../engine/start/analysis';
import type { Script } from '../../syntax/statement';
import { callersOf } from '../../workspace/callers';
import { symbolsOf } from '../../workspace/symbols/index';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Analysed, Workspace } from '../../workspace/workspace';
import { calleesOf, callerOf, callsOf, declarationOf, type End, isCallable, madeBy } from './call-ends';
import { type CallItem, type CallLink, isAt, itemOf, Links, scriptItem } from './call-links';
import { callsShown, type Shown } from './contexts';
import { mentionAt } from './symbol';

/** What can be asked about at an offset: what is named there, else the module around it, else the script. */
export function* prepareCalls(
  workspace: Workspace,
  script: Script,
  offset: number,
): Generator<undefined, readonly CallItem[]> {
  const mention = mentionAt(workspace, script, offset);
  const named = mention ? yield* declarationOf(workspace, mention) : undefined;
  if (named) return [itemOf(named)];
  const around = symbolsOf(workspace)
    .mentionsIn(script)
    .findLast((one) => isCallable(one) && one.whole.start <= offset && offset <= one.whole.end);
  return [around ? itemOf(around) : scriptItem(script)];
}

/** The calls that something makes. */
export function* outgoing(workspace: Workspace, item: End): Generator<undefined, readonly CallLink[]> {
  const links = new Links(yield* shownAbout(workspace, [item.script]));
  for (const mention of yield* madeBy(workspace, item)) {
    yield;
    for (const callee of yield* calleesOf(workspace, mention)) links.add(callee, mention, callee);
  }
  for (const shown of links.unsaid(item)) {
    const callee = yield* defined(workspace, shown);
    if (callee) links.addShown(callee, shown);
  }
  return links.list();
}

/** The calls that lead to something. */
export function* incoming(workspace: Workspace, item: End): Generator<undefined, readonly CallLink[]> {
  const callee = mentionAt(workspace, item.script, item.selection.start);
  if (!callee || item.sort === 'script') return [];
  const calls = yield* callsOf(workspace, callee);
  const links = new Links(yield* shownAbout(workspace, [...calls.map(({ script }) => script), item.script]));
  const declared = yield* declarationOf(workspace, callee);
  for (const mention of calls) links.add(yield* callerOf(workspace, mention), mention, declared ?? callee);
  return links.list();
}

/** So many scripts are run to see as whom calls are made. */
const most = 12;

/** The calls that runs of the scripts show, and of those that call their modules. */
function* shownAbout(workspace: Workspace, scripts: readonly Script[]): Generator<undefined, readonly Shown[]> {
  const analyses = new Map<string, Analysed>();
  for (const { uri } of new Set(scripts)) {
    if (analyses.size >= most) break;
    const own = yield* workspace.analyse(uri, { run: 'possible' });
    if (!own) continue;
    for (const one of [own, ...(yield* callersOf(workspace, uri))]) analyses.set(one.script.uri, one);
  }
  return [...analyses.values()].flatMap(({ analysis, included, others }) =>
    shownIn(analysis, [...included, ...others]),
  );
}

const remembered = new WeakMap<Analysis, readonly Shown[]>();

function shownIn(analysis: Analysis, others: readonly Script[]): readonly Shown[] {
  const known = remembered.get(analysis) ?? callsShown(analysis, others);
  remembered.set(analysis, known);
  return known;
}

/** What a run shows to be started, without a name that says so: triggers of the database, what SEND activates, jobs. */
function* defined(workspace: Workspace, { callee }: Shown): Generator<undefined, PlacedMention | undefined> {
  if (!callee) return undefined;
  const named = yield* symbolsOf(workspace).named(callee.space, callee.name);
  return named.find((one) => isAt(callee, one) && isCallable(one));
}
