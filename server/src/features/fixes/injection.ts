/** Values in dynamic SQL: as parameters of sp_executesql where they stand in quotes, by QUOTENAME where they are names. */
import type { Expression } from '../../syntax/expression';
import type { Statement, StatementOf } from '../../syntax/statement';
import type { Span } from '../../text/span';
import { type Edit, type Fix, type Maker, oneFix, routineOf, type Target } from './fix';

/** For rule injection-under-elevation, at the statement that runs the text or at one that puts it together. */
export const injectionClosed: Maker = (target) => {
  const { step, offset } = target;
  const own = textsOf(step.statement);
  const all = own.some((text) => piecesOf(text).length > 1)
    ? [{ statement: step.statement, offset }]
    : routineOf(target).map((one) => ({ statement: one.step.statement, offset: one.offset }));
  const parameters = own.length === 1 ? withParameters(target, own[0]!) : [];
  const variables = new Set(own.flatMap((text) => (text.kind === 'variable' ? [text.name.toLowerCase()] : [])));
  const edits = all.flatMap((one) =>
    one.statement === step.statement || fills(one.statement, variables)
      ? textsOf(one.statement).flatMap((text) => quoted(target, piecesOf(text), one.offset))
      : [],
  );
  const quoting = oneFix('Put names into QUOTENAME', parameters.length > 0 ? 'choice' : 'likely', distinct(edits));
  return [...parameters, ...quoting];
};

function distinct(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.span.start} ${edit.span.end}`, edit])).values()];
}

/** The expressions of a statement that make a text to run. */
function textsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'execute_string':
      return [statement.text];
    case 'execute': {
      const isRunner = statement.module.kind === 'name' && /^sp_executesql$/i.test(statement.module.name.name);
      const first = statement.arguments.find(({ name }) => name === undefined || /^@(stmt|statement)$/i.test(name));
      return isRunner && first ? [first.value] : [];
    }
    case 'set_variable':
      return [statement.value];
    case 'declare':
      return statement.variables.flatMap(({ initial }) => (initial ? [initial] : []));
    default:
      return [];
  }
}

function fills(statement: Statement, variables: ReadonlySet<string>): boolean {
  if (statement.kind === 'set_variable') return variables.has(statement.variable.toLowerCase());
  return statement.kind === 'declare' && statement.variables.some(({ name }) => variables.has(name.toLowerCase()));
}

/** What a text is put together from, in its order. */
function piecesOf(text: Expression): readonly Expression[] {
  if (text.kind === 'operation' && text.operator === '+') return [...piecesOf(text.left), ...piecesOf(text.right)];
  if (text.kind === 'call' && /^concat$/i.test(text.name.name)) return text.args;
  return [text];
}

/** A value that stands in quotes of the text; else it is a name or a piece of SQL. */
function isInQuotes(pieces: readonly Expression[], index: number): boolean {
  const before = pieces[index - 1];
  const after = pieces[index + 1];
  return (
    before?.kind === 'string' && after?.kind === 'string' && /'\s*$/.test(before.value) && /^\s*'/.test(after.value)
  );
}

/** QUOTENAME around the variables and columns that are names; one that is already in brackets loses them. */
function quoted({ analysed: { script } }: Target, pieces: readonly Expression[], offset: number): readonly Edit[] {
  return pieces.flatMap((piece, index) => {
    if ((piece.kind !== 'variable' && piece.kind !== 'column') || pieces.length < 2) return [];
    const before = pieces[index - 1];
    if (isInQuotes(pieces, index) || before?.kind !== 'string' || !expectsName(before.value)) return [];
    const span = moved(piece.span, offset);
    return [{ span, text: `QUOTENAME(${script.text.slice(span.start, span.end)})` }];
  });
}

/** Behind this a name has to come. */
function expectsName(text: string): boolean {
  return /(\b(from|join|into|update|table|view|exec|execute|database|use|login|user|role|schema|procedure|function|index|column|on|to|member)\s+|\.)$/i.test(
    text,
  );
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

/** EXEC (text) as sp_executesql with parameters, where every value stands in quotes and is a parameter of the module. */
function withParameters(
  { analysed: { script }, step: { statement }, offset, module }: Target,
  text: Expression,
): readonly Fix[] {
  if (statement.kind !== 'execute_string' || statement.as || statement.at || statement.arguments.length > 0) return [];
  const pieces = piecesOf(text);
  const declared = new Map((module?.parameters ?? []).map((one) => [one.name.toLowerCase(), one]));
  const used = new Map<string, string>();
  let result = '';
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'string') {
      const opens = index > 0 && isInQuotes(pieces, index - 1) ? piece.value.replace(/^\s*'/, '') : piece.value;
      result += isInQuotes(pieces, index + 1) ? opens.replace(/'\s*$/, '') : opens;
      continue;
    }
    const parameter = piece.kind === 'variable' ? declared.get(piece.name.toLowerCase()) : undefined;
    if (!parameter || !isInQuotes(pieces, index)) return [];
    used.set(parameter.name, parameter.type);
    result += parameter.name;
  }
  if (used.size === 0) return [];
  const literal = (value: string): string => `N'${value.replaceAll("'", "''")}'`;
  const types = [...used].map(([name, type]) => `${name} ${type}`).join(', ');
  const values = [...used.keys()].map((name) => `${name} = ${name}`).join(', ');
  const span = moved((statement as StatementOf<'execute_string'>).span, offset);
  const run = `EXECUTE sp_executesql ${literal(result)}, ${literal(types)}, ${values}`;
  return script.text.slice(span.start, span.end) === run
    ? []
    : oneFix('Hand the values over as parameters', 'likely', [{ span, text: run }]);
}
