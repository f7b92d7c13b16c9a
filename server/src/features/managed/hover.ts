/** The hover in C# of assemblies: on what the code does, and on the methods that SQL Server starts. */
import { holds, shift } from '../../text/span';
import type { ManagedEntry, ManagedFile } from '../../workspace/managed/model';
import type { HoverText } from '../hover';
import { plainly } from '../markdown';
import { doneIn, innermost, stoodIn } from './standings';
import { deedWords, entryWords, standingWords } from './words';

export function managedHover(known: ManagedFile, offset: number): HoverText | undefined {
  const done = innermost(doneIn(known), offset);
  if (done) {
    const stood = innermost(stoodIn(known), offset);
    const standings = stood?.standings ?? done.seen;
    return {
      span: done.span,
      markdown: inMarkdown(standingWords(known, standings), [
        ...deedWords(known, done.seen),
        ...entryWords(done.entries),
      ]),
    };
  }
  const entry = entryAt(known, offset);
  if (!entry) return undefined;
  const { member, offset: start } = entry;
  return {
    span: shift(member.nameSpan, start),
    markdown: inMarkdown(
      [`SQL Server starts it as a ${entry.entries[0]?.entry.kind ?? 'method'}`],
      entryWords(entry.entries),
    ),
  };
}

interface EntryAt {
  readonly member: ManagedEntry['entry']['method'];
  readonly offset: number;
  readonly entries: readonly ManagedEntry[];
}

/** The entry point whose name stands at an offset. */
export function entryAt({ file, unit }: ManagedFile, offset: number): EntryAt | undefined {
  for (const { entry } of unit.entries) {
    const place = unit.sources.places.get(entry.method);
    if (place?.file !== file || !holds(shift(entry.method.nameSpan, place.offset), offset)) continue;
    return { member: entry.method, offset: place.offset, entries: unit.entries.filter((one) => one.entry === entry) };
  }
  return undefined;
}

/** The short answer first. */
function inMarkdown(heads: readonly string[], rest: readonly string[]): string {
  const [first = '', ...others] = [...new Set(heads)].map((one) => plainly(one));
  const head = others.length === 0 ? `**${first}**` : [first, ...others].map((one) => `- **${one}**`).join('\n');
  return [head, ...rest.map((one) => plainly(one))].join('\n\n');
}
