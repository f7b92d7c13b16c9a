/** Places where a name stands that no one can say means something else: what keeps a rename from being complete. */
import { regionsIn } from '../../syntax/regions';
import type { Script, Statement } from '../../syntax/statement';
import { textOf } from '../../syntax/walk';
import { lineIndex } from '../../text/line-index';
import { fold } from '../../text/name';
import { mayName, type Symbols } from '../../workspace/symbols/index';
import type { PlacedMention } from '../../workspace/symbols/placed';
import type { Written } from '../../workspace/symbols/written';

export interface Leftover {
  readonly script: Script;
  readonly line: number;
  readonly because: string;
}

/** The first place in a script where a name may mean the thing that is spoken of in `same`; undefined: there is none. */
export function leftoverIn(
  symbols: Symbols,
  script: Script,
  name: string,
  same: readonly PlacedMention[],
): Leftover | undefined {
  if (!mayName(script, name)) return undefined;
  const places = occurrences(script.text, name);
  if (places.length === 0) return undefined;
  const said = (at: number, because: string): Leftover => ({
    script,
    line: lineIndex(script.text).at(at).line,
    because,
  });
  if (script.read) return said(places[0]!, 'the script is too large to be read as a whole');
  const known = symbols.mentionsIn(script).filter((one) => fold(one.name) === fold(name));
  const free = places.filter((at) => !known.some(({ span }) => span.start <= at && at < span.end));
  if (free.length === 0) return undefined;
  const regions = [...regionsIn(script.text)];
  const written = symbols.writtenIn(script);
  for (const at of free) {
    const region = regions.find(({ start, end }) => start <= at && at < end);
    if (region?.kind === 'line comment' || region?.kind === 'block comment') continue;
    const because = doubt(script, { at, name, inString: region?.kind === 'string', written, same });
    if (because) return said(at, because);
  }
  return undefined;
}

interface Place {
  readonly at: number;
  readonly name: string;
  readonly inString: boolean;
  readonly written: readonly Written[];
  readonly same: readonly PlacedMention[];
}

function doubt(script: Script, { at, name, inString, written, same }: Place): string | undefined {
  const around = written.filter((one) => startOf(one) <= at && at < endOf(one));
  const innermost = around.at(-1);
  if (!innermost || around.some(({ statement }) => statement.broken)) return 'what stands there is not understood';
  const { statement } = innermost;
  if (inString && innermost.source.depth === 0) {
    if (statement.kind === 'execute') return 'the name is handed over as a text';
    if (asksSystem.test(textOf(script, statement, innermost.offset))) return 'the system is asked about the name';
    if (isCompared(script, statement, at)) return 'a text of these letters is compared, or kept in a variable';
    return isPutTogether(script, innermost, written)
      ? 'the name stands in a text, and what is run there is put together from texts'
      : undefined;
  }
  if (statement.kind === 'other') return 'it is not known what the name means there';
  const qualifies = /^[\]"]?\s*\./.test(script.text.slice(at + name.length, at + name.length + 20));
  const isHere = same.some((one) => one.script === script && one.statementAt === startOf(innermost));
  return qualifies && isHere ? 'columns are written with the name before them' : undefined;
}

/** Whether a string may decide something: whom it is compared with nobody knows. */
function isCompared({ text }: Script, { kind }: Statement, at: number): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  if (!/N?'$/i.test(before)) return false;
  return deciding.has(kind) || (comparing.has(kind) && /(?:=|<>|!=|\blike|\bin\s*\()\s*N?'$/i.test(before));
}

const deciding: ReadonlySet<Statement['kind']> = new Set(['if', 'while', 'declare', 'set_variable', 'return']);
const comparing: ReadonlySet<Statement['kind']> = new Set(['select', 'insert', 'update', 'delete', 'merge']);

/** Who runs it, or what is there. */
const asksSystem =
  /\b(?:suser_s?name|original_login|user_name|current_user|session_user|system_user|sys(?:users|logins|objects)|information_schema)\b|\bsys\s*\./i;

function startOf({ source, offset }: Written): number {
  return source.at(offset, 'start');
}

function endOf({ source, offset, statement }: Written): number {
  return source.at(offset + statement.span.end, 'end');
}

/** Whether the routine that holds a statement runs a text that is not known, or impersonates whom a variable names. */
function isPutTogether(script: Script, { module, offset }: Written, written: readonly Written[]): boolean {
  const batch = script.batches.findLast((one) => one.offset <= offset);
  const end = batch ? batch.offset + batch.batch.text.length : script.text.length;
  return written.some(
    (one) =>
      one.module === module &&
      one.offset >= (batch?.offset ?? 0) &&
      one.offset <= end &&
      (one.handsUnknown || isNamedByVariable(one)),
  );
}

function isNamedByVariable({ statement }: Written): boolean {
  switch (statement.kind) {
    case 'execute':
      return statement.module.kind === 'variable';
    case 'execute_as':
      return statement.principal?.kind === 'variable';
    default:
      return false;
  }
}

/** Where a name stands as a word of its own, in whatever case. */
function occurrences(text: string, name: string): readonly number[] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_@#$])${escaped}(?![\\p{L}\\p{N}_@#$])`, 'giu');
  return [...text.matchAll(pattern)].map(({ index }) => index);
}
