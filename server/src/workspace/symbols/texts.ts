/** Texts that statements hand over to be run, as far as they are constants, and where each of their letters stands. */
import type { Expression } from '../../syntax/expression';
import type { Body } from '../../syntax/statement';
import { childrenOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import type { Span } from '../../text/span';

/** A string as it stands in a routine; the span counts from the start of the routine's body. */
export interface Literal {
  readonly span: Span;
  readonly value: string;
}

/** The variables of a routine that get one constant value, and no other. */
export type Constants = ReadonlyMap<Folded, readonly Literal[]>;

/** The strings that a text is put together from; undefined: not all of it is constant. */
export function literalsOf(
  expression: Expression | undefined,
  base: number,
  constants: Constants,
): readonly Literal[] | undefined {
  switch (expression?.kind) {
    case 'string':
      return [
        { span: { start: expression.span.start + base, end: expression.span.end + base }, value: expression.value },
      ];
    case 'variable':
      return constants.get(fold(expression.name));
    case 'operation': {
      if (expression.operator !== '+') return undefined;
      const left = literalsOf(expression.left, base, constants);
      const right = left && literalsOf(expression.right, base, constants);
      return right && [...left!, ...right];
    }
    default:
      return undefined;
  }
}

const nothing: Constants = new Map();

/** What is known of the variables of a body. */
export const constantsOf = memo((body: Body): Constants => {
  const given = new Map<Folded, { readonly value: Expression; readonly base: number } | undefined>();
  const give = (name: string, value: Expression | undefined, base: number): void => {
    const key = fold(name);
    given.set(key, given.has(key) || !value ? undefined : { value, base });
  };
  visit(body, 0, give);
  if (given.size === 0) return nothing;
  const found = new Map<Folded, readonly Literal[]>();
  for (const [name, one] of given) {
    const literals = one && literalsOf(one.value, one.base, found);
    if (literals) found.set(name, literals);
  }
  return found;
});

type Give = (name: string, value: Expression | undefined, base: number) => void;

function visit(body: Body, base: number, give: Give): void {
  for (const { offset, node } of body) {
    const at = base + offset;
    for (const name of node.fills ?? []) give(name, undefined, at);
    switch (node.kind) {
      case 'declare':
        for (const { name, initial } of node.variables) if (initial) give(name, initial, at);
        break;
      case 'set_variable':
        give(node.variable, node.operator === '=' ? node.value : undefined, at);
        break;
      case 'select':
        for (const { variable, operator, value } of node.assignments)
          give(variable, operator === '=' ? value : undefined, at);
        break;
      case 'execute':
        for (const { value, output } of node.arguments)
          if (output && value.kind === 'variable') give(value.name, undefined, at);
        if (node.returnVariable) give(node.returnVariable, undefined, at);
        break;
    }
    if (node.kind !== 'create_module') visit(childrenOf(node), at, give);
  }
}

/** Where a letter of a text stands; of a place behind the last letter of a string its end counts, or the next string. */
export type Letters = (offset: number, counts: 'start' | 'end') => number;

/** Where the letters of a text stand in the text that holds its strings. */
export function lettersIn(literals: readonly Literal[], source: string): Letters {
  const pieces: { readonly from: number; readonly to: number; readonly places: readonly number[] }[] = [];
  let from = 0;
  for (const { span, value } of literals) {
    pieces.push({ from, to: from + value.length, places: lettersOf(source, span, value.length) });
    from += value.length;
  }
  return (offset, counts) => {
    const piece = pieces.find(({ to }) => (counts === 'end' ? offset <= to : offset < to)) ?? pieces.at(-1);
    return piece ? piece.places[Math.min(offset - piece.from, piece.places.length - 1)]! : 0;
  };
}

/** The place of each letter of a string, and of its end; a doubled quote is one letter. */
function lettersOf(source: string, { start, end }: Span, length: number): readonly number[] {
  const open = /^n/i.test(source[start] ?? '') ? start + 1 : start;
  const quote = source[open];
  const places: number[] = [];
  let at = open + 1;
  while (places.length < length && at < end) {
    places.push(at);
    at += source[at] === quote ? 2 : 1;
  }
  places.push(Math.min(at, Math.max(open + 1, end - 1)));
  return places;
}
