/** What calls what, by the names that are written: the two ends of a call, and what fires a trigger. */
import type { Script } from '../../syntax/statement';
import { fold } from '../../text/name';
import { symbolsOf } from '../../workspace/symbols/index';
import type { Sort } from '../../workspace/symbols/mention';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Workspace } from '../../workspace/workspace';
import type { CallItem } from './call-links';
import { declaringAmong, isDeclaring, mentionAt, symbolOf } from './symbol';

/** What is asked about. */
export type End = Pick<CallItem, 'script' | 'selection' | 'sort'>;

const callable: ReadonlySet<Sort> = new Set<Sort>(['procedure', 'function', 'trigger', 'queue', 'job']);

export function isCallable(mention: PlacedMention): boolean {
  return isDeclaring(mention) && callable.has(mention.sort!);
}

export function* declarationOf(
  workspace: Workspace,
  mention: PlacedMention,
): Generator<undefined, PlacedMention | undefined> {
  const { same, isKnown } = yield* symbolOf(workspace, { script: mention.script }, mention);
  if (!isKnown) return undefined;
  return declaringAmong(same).find(isCallable);
}

/** The mentions by which something calls. */
export function* madeBy(workspace: Workspace, item: End): Generator<undefined, readonly PlacedMention[]> {
  const own = symbolsOf(workspace).mentionsIn(item.script);
  const calls = own.filter((one) => one.call || one.fires);
  if (item.sort === 'script')
    return calls.filter((one) => one.moduleAt === undefined && one.job === undefined && !isOfQueue(one));
  const declared = mentionAt(workspace, item.script, item.selection.start);
  if (!declared) return [];
  if (item.sort !== 'queue' && item.sort !== 'job')
    return calls.filter(({ moduleAt }) => moduleAt === declared.statementAt);
  const { same } = yield* symbolOf(workspace, { script: item.script }, declared);
  const scripts = [...new Set(same.map(({ script }) => script))];
  return scripts.flatMap((script) =>
    symbolsOf(workspace)
      .mentionsIn(script)
      .filter((one) =>
        item.sort === 'job'
          ? (one.call || one.fires) && one.job !== undefined && fold(one.job) === fold(declared.name)
          : one.call &&
            same.some((queue) => queue.script === script && isOfQueue(one) && queue.statementAt === one.statementAt),
      ),
  );
}

function isOfQueue({ maker }: PlacedMention): boolean {
  return maker?.kind === 'queue';
}

export function* calleesOf(
  workspace: Workspace,
  mention: PlacedMention,
): Generator<undefined, readonly PlacedMention[]> {
  if (!mention.fires) {
    const callee = yield* declarationOf(workspace, mention);
    return callee ? [callee] : [];
  }
  const { same } = yield* symbolOf(workspace, { script: mention.script }, mention);
  return triggersOn(workspace, same, mention.fires);
}

/** The triggers of a table, by the mentions of the table in them. */
function triggersOn(
  workspace: Workspace,
  table: readonly PlacedMention[],
  events: readonly string[],
): readonly PlacedMention[] {
  return table.flatMap((one) => {
    if (!isTableOfTrigger(one) || !one.maker?.events.some((event) => events.includes(event))) return [];
    return symbolsOf(workspace)
      .mentionsIn(one.script)
      .filter((made) => isCallable(made) && made.statementAt === one.statementAt && made.sort === 'trigger');
  });
}

/** Whether the head of a trigger names the table. */
function isTableOfTrigger({ maker, span, whole }: PlacedMention): boolean {
  return maker?.tableEnd !== undefined && span.end - whole.start === maker.tableEnd;
}

/** The mentions that lead to something; for a trigger those that change its table. */
export function* callsOf(workspace: Workspace, callee: PlacedMention): Generator<undefined, readonly PlacedMention[]> {
  const { same, isKnown } = yield* symbolOf(workspace, { script: callee.script }, callee);
  if (!isKnown) return [];
  const calls = same.filter(({ call }) => call);
  const found: PlacedMention[] = [...calls];
  for (const made of declaringAmong(same)) {
    const events = made.maker?.events ?? [];
    const table =
      events.length > 0 &&
      symbolsOf(workspace)
        .mentionsIn(made.script)
        .find((one) => one.statementAt === made.statementAt && one.space === 'object' && isTableOfTrigger(one));
    if (!table) continue;
    const changes = yield* symbolOf(workspace, { script: made.script }, table);
    found.push(...changes.same.filter(({ fires }) => fires?.some((one) => events.includes(one))));
  }
  return found;
}

export function* callerOf(workspace: Workspace, mention: PlacedMention): Generator<undefined, PlacedMention | Script> {
  const { script, moduleAt, job, statementAt } = mention;
  const own = symbolsOf(workspace).mentionsIn(script);
  const around = own.find((one) => one.statementAt === moduleAt && isCallable(one));
  if (around) return around;
  if (job !== undefined) {
    const [made] = declaringAmong(yield* symbolsOf(workspace).named('job', job, script));
    if (made) return made;
  }
  const queue = isOfQueue(mention)
    ? own.find((one) => one.statementAt === statementAt && one.space === 'object')
    : undefined;
  return queue ?? script;
}
