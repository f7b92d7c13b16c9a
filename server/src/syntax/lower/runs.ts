/** Flat runs of words, literals and parentheses: options, and what the grammar does not spell out. */
import type { Option } from '../statements/principals';
import { unquote, upper } from './names';
import { owned, type Syntax, textOf } from './syntax';

/** The elements of a run, cut at its top-level commas. */
export function pieces(elements: readonly Syntax[]): readonly (readonly Syntax[])[] {
  const cut: Syntax[][] = [[]];
  for (const element of elements) {
    if (element.type === ',') cut.push([]);
    else cut.at(-1)!.push(element);
  }
  return cut.filter((piece) => piece.length > 0);
}

/** What stands between a run's parentheses. */
export function insideParens(node: Syntax): readonly Syntax[] {
  return node.children.filter((one) => one.type !== '(' && one.type !== ')');
}

/** The options NAME [=] VALUE of a run. */
export function options(node: Syntax | undefined): readonly Option[] {
  return node ? optionsOf(node.children) : [];
}

export function optionsOf(elements: readonly Syntax[]): readonly Option[] {
  return pieces(elements).flatMap(optionsIn);
}

/** One option; a second one may follow a literal without a comma: PASSWORD = 'x' MUST_CHANGE. */
function optionsIn(piece: readonly Syntax[]): readonly Option[] {
  const [first, ...rest] = piece;
  if (!first) return [];
  const values = rest[0]?.type === '=' ? rest.slice(1) : rest;
  const [value, following] = values;
  const isLiteral = value?.type === 'string' || value?.type === 'binary';
  const own = isLiteral && following?.type === 'identifier' ? [value] : values;
  const last = own.at(-1) ?? first;
  const option: Option = {
    span: { start: first.start, end: last.end },
    name: upper(first),
    ...(own[0] ? { value: valueText(own[0], last) } : {}),
  };
  return own.length < values.length ? [option, ...optionsIn(values.slice(1))] : [option];
}

/** The option of that name. */
export function option(list: readonly Option[], name: string): Option | undefined {
  return list.find((one) => one.name === name);
}

/** The node that holds an option's value: what follows NAME [=]. */
export function valueNode(node: Syntax | undefined, name: string): Syntax | undefined {
  if (!node) return undefined;
  for (const piece of pieces(node.children)) {
    if (piece[0] && upper(piece[0]) === name) return piece[1]?.type === '=' ? piece[2] : piece[1];
  }
  return undefined;
}

/** The elements as upper-case words; what is no word is left out. */
export function wordsOf(elements: readonly Syntax[]): readonly string[] {
  return elements.filter((one) => one.type === 'identifier' || /^[A-Z_]+$/.test(one.type)).map(upper);
}

function valueText(first: Syntax, last: Syntax): string {
  if (first === last) return unquote(textOf(first));
  return owned(first.source.slice(first.start, last.end));
}
