/** The ends of calls, and the calls between them: each once, with the contexts in which the callee runs. */
import { shortNames } from '../../engine/start/script-names';
import type { Script } from '../../syntax/statement';
import { shownName } from '../../text/shown-name';
import type { Span } from '../../text/span';
import type { Sort } from '../../workspace/symbols/mention';
import type { PlacedMention } from '../../workspace/symbols/placed';
import { byClause, type ModuleAt, type Shown } from './contexts';

export interface CallItem {
  readonly name: string;
  readonly detail: string;
  readonly sort: Sort | 'script';
  readonly script: Script;
  readonly span: Span;
  readonly selection: Span;
}

export interface CallLink {
  /** The other end of the call; its detail says as whom the callee runs. */
  readonly item: CallItem;
  readonly from: readonly Span[];
  /** The script in which those stand. */
  readonly script: Script;
}

interface Link {
  readonly item: CallItem;
  readonly from: Map<number, Span>;
  readonly as: Set<string>;
  readonly script: Script;
}

/** Calls by what they lead to or come from, each once. */
export class Links {
  readonly #shown: readonly Shown[];
  readonly #found = new Map<string, Link>();
  readonly #statements = new Set<string>();

  constructor(shown: readonly Shown[]) {
    this.#shown = shown;
  }

  /** `end`: the one that is listed; `callee`: whose context is said. */
  add(end: PlacedMention | Script, mention: PlacedMention, callee: PlacedMention): void {
    const link = this.#link(end, mention.script);
    link.from.set(mention.span.start, mention.span);
    this.#statements.add(placeOf(mention.script, mention.statementAt));
    const shown = this.#shown.filter(
      ({ script, at, callee: to, kind }) =>
        (isAt(to, callee) || (callee.sort === 'job' && kind === 'job')) &&
        script.uri === mention.script.uri &&
        at === mention.statementAt,
    );
    for (const { as } of shown) for (const one of as) link.as.add(`runs as ${shownName(one, longestContext)}`);
    const { maker } = callee;
    if (shown.length === 0 && maker?.kind === 'module') link.as.add(byClause(maker, mention.maker));
  }

  /** The calls that a script makes and no name in its text says. */
  unsaid(item: Pick<CallItem, 'script' | 'sort'>): readonly Shown[] {
    if (item.sort !== 'script') return [];
    return this.#shown.filter(
      ({ kind, script, at }) =>
        unsaidKinds.has(kind) && script.uri === item.script.uri && !this.#statements.has(placeOf(script, at)),
    );
  }

  addShown(callee: PlacedMention, { script, at, as }: Shown): void {
    const link = this.#link(callee, script);
    const end = script.text.slice(at).search(/[\s(;]|$/);
    link.from.set(at, { start: at, end: at + end });
    for (const one of as) link.as.add(`runs as ${shownName(one, longestContext)}`);
  }

  list(): readonly CallLink[] {
    return [...this.#found.values()].map(({ item, from, as, script }) => ({
      item: { ...item, detail: [...as].slice(0, mostContexts).join('; or ') || item.detail },
      from: [...from.values()],
      script,
    }));
  }

  #link(end: PlacedMention | Script, script: Script): Link {
    const item = 'batches' in end ? scriptItem(end) : itemOf(end);
    const key = `${item.script.uri} ${item.sort} ${item.selection.start} ${script.uri}`;
    const known = this.#found.get(key) ?? { item, from: new Map<number, Span>(), as: new Set<string>(), script };
    this.#found.set(key, known);
    return known;
  }
}

export function isAt(module: ModuleAt | undefined, { script, statementAt }: PlacedMention): boolean {
  return module?.script.uri === script.uri && module.at === statementAt;
}

const unsaidKinds: ReadonlySet<Shown['kind']> = new Set(['trigger', 'activation']);

const mostContexts = 4;
const longestContext = 300;

function placeOf({ uri }: Script, at: number): string {
  return `${uri} ${at}`;
}

export function itemOf({ name, schema, space, sort, script, span, whole, database }: PlacedMention): CallItem {
  const shown = shownName(space === 'object' ? `${schema ?? 'dbo'}.${name}` : name);
  const kind = sort ?? 'procedure';
  const detail = database === undefined ? kind : `${kind} in ${shownName(database)}`;
  return { name: shown, detail, sort: kind, script, span: whole, selection: span };
}

export function scriptItem(script: Script): CallItem {
  const start = { start: 0, end: 0 };
  const span = { start: 0, end: script.text.length };
  return {
    name: shortNames([script.uri])[0] ?? script.uri,
    detail: '',
    sort: 'script',
    script,
    span,
    selection: start,
  };
}
