/** Errors that the server finds before it runs a batch: nothing of the batch runs (REV-9). */

import { misplacedColumns } from '../../syntax/grant-columns';
import type { Body, Statement, StatementOf } from '../../syntax/statement';
import { runStatementsOf } from '../../syntax/walk';
import { fold, type Name } from '../../text/name';
import type { Span } from '../../text/span';
import { unreachableState } from '../session/make';
import * as messages from '../session/messages';
import type { ErrorOutcome, PlacedStep, Run, State, Step } from '../session/model';
import { serverError } from '../session/server-error';

export interface CompileError {
  readonly statement: Statement;
  readonly outcome: ErrorOutcome;
}

/**
 * The first statement that the batch cannot be compiled for: a cookie in what is no varbinary variable (15533), a
 * column list where GRANT, DENY or REVOKE takes none (1019, 1020), DROP LOGIN IF EXISTS (156: there is no such form).
 */
export function compileError(body: Body): CompileError | undefined {
  const types = new Map<string, string>();
  for (const statement of runStatementsOf(body)) {
    if (statement.kind === 'declare') for (const { name, type } of statement.variables) types.set(fold(name), type);
    const outcome = refusal(statement, types);
    if (outcome) return { statement, outcome };
  }
  return undefined;
}

function refusal(statement: Statement, types: ReadonlyMap<string, string>): ErrorOutcome | undefined {
  switch (statement.kind) {
    case 'revert':
      return isCookie(statement, types) ? undefined : refused(statement);
    case 'execute_as':
      return takesCookie(statement, types);
    case 'permission': {
      const misplaced = misplacedColumns(statement);
      return misplaced && syntaxError(messages.numbered(misplaced.number), misplaced.span);
    }
    case 'drop':
      return statement.class === 'LOGIN' && statement.ifExists
        ? syntaxError(messages.syntaxErrorNearKeyword('IF'), statement.span)
        : undefined;
    default:
      return undefined;
  }
}

function syntaxError(message: messages.Message, span: Span): ErrorOutcome {
  return serverError({
    message,
    span,
    refusal: { kind: 'other', because: 'the batch does not compile' },
    endsBatch: true,
  });
}

function isCookie({ cookie }: StatementOf<'revert'>, types: ReadonlyMap<string, string>): boolean {
  if (!cookie) return true;
  const type = cookie.kind === 'variable' ? types.get(fold(cookie.name)) : 'a literal';
  return type === undefined || type.startsWith('varbinary');
}

function refused({ cookie, span }: StatementOf<'revert'>): ErrorOutcome {
  return wrongType('Revert', cookie?.span ?? span, cookie?.kind === 'variable' ? cookie.name : undefined);
}

/** COOKIE INTO a variable of another type than varbinary (CTX-13). */
function takesCookie(
  { revert }: StatementOf<'execute_as'>,
  types: ReadonlyMap<string, string>,
): ErrorOutcome | undefined {
  if (revert.kind !== 'cookie') return undefined;
  const type = types.get(fold(revert.variable));
  return type === undefined || type.startsWith('varbinary')
    ? undefined
    : wrongType('Execute As', revert.span, revert.variable);
}

function wrongType(statement: string, span: Span, variable: Name | undefined): ErrorOutcome {
  return serverError({
    message: messages.invalidCookieType(statement),
    span,
    refusal: { kind: 'cookie-type', variable },
    endsBatch: true,
  });
}

/** The run of a batch that is not run: every statement is unreachable but the one that is refused. */
export function refusedRun(run: Run, entry: State, error: CompileError): Run {
  return { entry, steps: run.steps.map((one) => marked(one, entry, error)), exit: entry };
}

function marked({ offset, step }: PlacedStep, entry: State, error: CompileError): PlacedStep {
  const children = step.children.map((one) => marked(one, entry, error));
  if (step.statement !== error.statement)
    return {
      offset,
      step: { ...step, before: unreachableState, after: unreachableState, paths: [], calls: [], children },
    };
  const worlds = entry.kind === 'worlds' ? entry.worlds : [];
  const shown: Step = {
    ...step,
    before: entry,
    after: entry,
    paths: worlds.map((world) => ({ before: world, after: world, outcome: error.outcome, facts: [] })),
  };
  return { offset, step: shown };
}
