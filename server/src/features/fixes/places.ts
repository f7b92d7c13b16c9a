/** Edits at statements: before one, behind one, without one. */
import { caughtIn } from '../../syntax/caught';
import type { Script, Statement } from '../../syntax/statement';
import { childrenOf } from '../../syntax/walk';
import type { Placed } from '../../text/span';
import type { Edit } from './fix';

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStartOf(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The blanks that the line of an offset begins with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartOf(text, offset), offset))?.[0] ?? '';
}

/** The statements that enclose the one at an offset, the outermost first, and that one itself; offsets count in the script. */
export function chainTo(script: Script, { offset, node }: Placed<Statement>): readonly Placed<Statement>[] {
  const batch = script.batches.findLast((one) => one.offset <= offset);
  return batch ? (pathIn(batch.batch.statements, batch.offset, { offset, node }) ?? []) : [];
}

function pathIn(
  body: readonly Placed<Statement>[],
  base: number,
  wanted: Placed<Statement>,
): readonly Placed<Statement>[] | undefined {
  for (const { offset, node } of body) {
    const place = { offset: base + offset, node };
    if (place.offset > wanted.offset) return undefined;
    if (node === wanted.node && place.offset === wanted.offset) return [place];
    const rest = pathIn(childrenOf(node), place.offset, wanted);
    if (rest) return [place, ...rest];
  }
  return undefined;
}

/** Where a statement ends in the script, its semicolon included. */
export function endOf(text: string, { offset, node }: Placed<Statement>): number {
  const end = offset + node.span.end;
  return end + (/^[ \t]*;/.exec(text.slice(end, end + 80))?.[0].length ?? 0);
}

/** Puts statements before another one. */
export function before(script: Script, place: Placed<Statement>, statements: readonly string[]): readonly Edit[] {
  const at = { start: place.offset, end: place.offset };
  const between = separator(script.text, place.offset);
  const text = statements.map((one) => `${one}${between}`).join('');
  if (!isAlone(script, place)) return [{ span: at, text }];
  const end = endOf(script.text, place);
  return [
    { span: at, text: `BEGIN${between}${text}` },
    { span: { start: end, end }, text: `${between}END` },
  ];
}

/** Puts statements behind another one. */
export function behind(script: Script, place: Placed<Statement>, statements: readonly string[]): readonly Edit[] {
  const end = endOf(script.text, place);
  const between = separator(script.text, place.offset);
  const close = script.text[end - 1] === ';' ? '' : ';';
  const text = `${close}${statements.map((one) => `${between}${one}`).join('')}`;
  if (!isAlone(script, place)) return [{ span: { start: end, end }, text }];
  return [
    { span: { start: place.offset, end: place.offset }, text: `BEGIN${between}` },
    { span: { start: end, end }, text: `${text}${between}END` },
  ];
}

/** Puts statements at the end of a branch, a loop's round or a body: into its block, where it has one. */
export function atEndOf(script: Script, place: Placed<Statement>, statements: readonly string[]): readonly Edit[] {
  if (place.node.kind !== 'block') return behind(script, place, statements);
  const last = place.node.body.at(-1);
  return last ? behind(script, { offset: place.offset + last.offset, node: last.node }, statements) : [];
}

/** What stands between a statement and its neighbour: a new line, or a blank where it does not begin its line. */
function separator(text: string, offset: number): string {
  const indent = indentAt(text, offset);
  const begins = lineStartOf(text, offset) + indent.length === offset;
  return begins ? `${newlineOf(text)}${indent}` : ' ';
}

/** Whether it is the one statement that an IF, ELSE or WHILE takes. */
function isAlone(script: Script, place: Placed<Statement>): boolean {
  const parent = chainTo(script, place).at(-2)?.node;
  return parent?.kind === 'if' || parent?.kind === 'while';
}

/** Takes a statement away, with what would be empty without it. Undefined: what is around it cannot do without. */
export function without(script: Script, place: Placed<Statement>): readonly Edit[] | undefined {
  const chain = chainTo(script, place);
  let index = chain.length - 1;
  for (; index > 0; index--) {
    const parent = chain[index - 1]!.node;
    if (parent.kind === 'create_module') {
      if (parent.body.length > 1) break;
      const { offset, node } = chain[index]!;
      return [{ span: { start: offset, end: offset + node.span.end }, text: 'RETURN' }];
    }
    if (parent.kind === 'while' || (parent.kind === 'if' && childrenOf(parent).length > 1)) return undefined;
    if (caughtIn(parent) === 1 && childrenOf(parent)[0]!.node === chain[index]!.node) return undefined;
    if (parent.kind !== 'if' && (parent.kind !== 'block' || parent.body.length > 1)) break;
  }
  const taken = chain[index];
  return taken && [{ span: wholeLine(script.text, taken), text: '' }];
}

/** The stretch of a statement, and its line where nothing else stands there. */
function wholeLine(text: string, place: Placed<Statement>): { readonly start: number; readonly end: number } {
  const { offset } = place;
  const end = endOf(text, place);
  const lineStart = lineStartOf(text, offset);
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  const whole = text.slice(lineStart, offset).trim() === '' && lineEnd;
  return whole ? { start: lineStart, end: end + lineEnd[0].length } : { start: offset, end };
}

/** The batch that holds an offset, and where the next one begins: behind its GO, where it has one. */
export function afterBatch(script: Script, offset: number): { readonly at: number; readonly hasGo: boolean } {
  const batch = script.batches.findLast((one) => one.offset <= offset);
  const end = batch ? batch.offset + batch.batch.text.length : script.text.length;
  const go = /^\s*go\b[^\r\n]*(\r?\n|$)/i.exec(script.text.slice(end));
  return { at: go ? end + go[0].length : end, hasGo: go !== null };
}
