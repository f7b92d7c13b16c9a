/** How values come into variables: SET, DECLARE, SELECT, and the statements that fill variables with data. */
import { fold, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression } from '../expression';
import type { Statement } from '../statement';
import type { Uses } from '../uses';
import { readingOf } from './columns';
import type { Flow, Move, Taint, Way } from './model';
import { joinedText, type Place, plain, valueOf } from './value';

export interface Assignment {
  readonly name: Name;
  readonly operator: string;
  readonly value: Expression;
  readonly span: Span;
}

/** The flow behind an assignment. */
export function assigned(flow: Flow, way: Way, { name, operator, value, span }: Assignment, place: Place): Flow {
  if (!flow) return flow;
  const variable = fold(name);
  if (way.closed.has(variable)) return flow;
  const old = flow.get(variable) ?? plain;
  const given = valueOf(value, flow, place);
  if (operator !== '=' && operator !== '+=') return flow;
  const made = operator === '=' ? given : joinedText(old, given);
  if (!made.taint) return made.tail === '' ? flow.delete(variable) : flow.set(variable, made);
  if (made.taint.trace === old.taint?.trace) return flow.set(variable, made);
  const isJoined = operator === '+=' || value.kind === 'operation';
  const move: Move = { kind: isJoined ? 'joined' : 'assigned', variable: name };
  return flow.set(variable, { ...made, taint: moved(made.taint, move, place.statement, span) });
}

/** What was tainted before, one move on. */
export function moved({ trace, ...rest }: Taint, move: Move, statement: Statement, span: Span): Taint {
  return { ...rest, trace: { move, statement, span, before: trace } };
}

export function placeOf(statement: Statement & { readonly uses: Uses }): Place {
  return { statement, uses: statement.uses, reading: readingOf(statement.uses) };
}

/** UPDATE ... SET @x = column, RECEIVE @x = message_body. */
export function filled(statement: Statement, flow: Flow, way: Way): Flow {
  const { fills = [], span } = statement;
  if (!flow || fills.length === 0) return flow;
  return flow.withMutations((changed) => {
    for (const name of fills) {
      const variable = fold(name);
      if (way.closed.has(variable)) continue;
      if (statement.kind !== 'receive') {
        changed.delete(variable);
        continue;
      }
      const entered: Taint = { trace: { move: { kind: 'message' }, statement, span, before: undefined } };
      const move = { kind: 'assigned', variable: name } as const;
      changed.set(variable, { tail: '', taint: moved(entered, move, statement, span) });
    }
  });
}
