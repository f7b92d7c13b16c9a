/** Who runs a place of managed code, over all the ways into it. */
import type { Identity, Seen, Site, Standing } from '../../clr/flow/model';
import { identityKey } from '../../clr/flow/worlds';
import { type Method, methodsOf } from '../../clr/model';
import { childrenOf, type Node } from '../../clr/walk';
import { lineIndex } from '../../text/line-index';
import { holds, type Span, shift } from '../../text/span';
import type { ManagedEntry, ManagedFile } from '../../workspace/managed/model';

/** A statement, or the body of a function without a block, and who may run it. */
export interface Stood {
  readonly span: Span;
  readonly standings: readonly Standing[];
  readonly entries: readonly ManagedEntry[];
}

/** What the code is seen to do at a place. */
export interface Done {
  readonly span: Span;
  readonly seen: readonly Seen[];
  readonly entries: readonly ManagedEntry[];
}

/** The statements of a file that are reached, in the order of the text. */
export function stoodIn({ file, unit }: ManagedFile): readonly Stood[] {
  const found: Stood[] = [];
  for (const type of file.types)
    for (const { offset, member } of methodsOf(type))
      for (const node of nodesIn(member)) {
        const reaching = unit.entries.filter(({ run }) => run.standings.has(node));
        if (reaching.length === 0) continue;
        const all = reaching.flatMap(({ run }) => run.standings.get(node) ?? []);
        found.push({ span: shift(node, offset), standings: distinct(all), entries: reaching });
      }
  return found.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

function* nodesIn({ body }: Method): Generator<Node> {
  const open: Node[] = body ? [...body.statements] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.kind !== 'block') yield next;
    open.push(...childrenOf(next));
  }
}

function distinct(standings: readonly Standing[]): readonly Standing[] {
  return [...new Map(standings.map((one) => [`${identityKey(one.identity)}|${one.thread}`, one])).values()];
}

/** What is done in a file, in the order of the text. */
export function doneIn({ file, unit }: ManagedFile): readonly Done[] {
  const found = new Map<string, { span: Span; seen: Seen[]; entries: Set<ManagedEntry> }>();
  for (const entry of unit.entries) {
    for (const one of entry.run.seen) {
      const place = unit.sources.places.get(one.site.member);
      if (place?.file !== file) continue;
      const span = shift(one.site.span, place.offset);
      const key = `${span.start}-${span.end}`;
      const met = found.get(key) ?? { span, seen: [], entries: new Set<ManagedEntry>() };
      met.seen.push(one);
      met.entries.add(entry);
      found.set(key, met);
    }
  }
  return [...found.values()]
    .map((one) => ({ ...one, entries: [...one.entries] }))
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

/** The smallest of some places that holds an offset. */
export function innermost<T extends { readonly span: Span }>(places: readonly T[], offset: number): T | undefined {
  return places
    .filter(({ span }) => holds(span, offset))
    .sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start))[0];
}

/** Who the thread is, in words: `SQL Server's service account`, `the user impersonated on line 4`. */
export function identityWords({ unit, file }: ManagedFile, identity: Identity): string {
  switch (identity.kind) {
    case 'service':
      return "SQL Server's service account";
    case 'unknown':
      return 'not known';
    case 'impersonated':
      return `the user impersonated on ${placeWords({ unit, file }, identity.by)}`;
  }
}

/** `line 4`, `line 4 of Helper.cs` */
export function placeWords({ unit, file }: ManagedFile, { member, span }: Site): string {
  const place = unit.sources.places.get(member);
  if (!place) return 'other code';
  const { line } = lineIndex(place.file.text).at(place.offset + span.start);
  return place.file === file ? `line ${line}` : `line ${line} of ${fileName(place.file.file)}`;
}

export function fileName(file: string): string {
  return decodeURIComponent(file.replace(/^.*[\\/]/s, ''));
}
