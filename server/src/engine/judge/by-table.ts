/**
 * What data/statement-permissions.tsv says about a statement or a procedure, as an outcome: the formula decides, the
 * denied part chooses the message. A requirement that nobody documented or saw refuses nothing for certain.
 */

import type { Question, Verdict } from '../../catalog/decide/verdict';
import type { Securable } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { askWith, type Places } from '../../catalog/requirement/ask';
import { evaluateFormula } from '../../catalog/requirement/formula';
import type { DeniedError, Requirement } from '../../catalog/requirement/requirement';
import type { Span } from '../../text/span';
import { enterDatabase } from '../names/access';
import { type Effect, failed, ok, unknown } from '../session/effect';
import { subject, userName } from '../session/identity';
import * as messages from '../session/messages';
import type { World } from '../session/model';
import { refusalWithoutNumber } from '../session/server-error';
import { endsBatch, ofTable, type Said } from '../session/table-messages';
import { settle } from './needs';

export interface TableQuestion {
  readonly span: Span;
  readonly row: Requirement;
  /** What the words of the formula mean: 'OBJECT', 'SCHEMA', a class of its own; undefined: not known. */
  readonly securable?: (kind: string, what: string | undefined) => Securable | undefined;
  readonly applies?: Places['applies'];
  /** Something in another database: a procedure of master. */
  readonly elsewhere?: Places['elsewhere'];
  /** For the message: Cannot `verb` the `what` 'name'. */
  readonly verb?: string;
  readonly what?: string;
  readonly name?: string;
  readonly schema?: string;
  /** The number that is raised, where not the table's first. */
  readonly number?: number;
}

/** The outcome that the table gives; `apply` makes the effect of what is allowed. */
export function byTable(world: World, question: TableQuestion, apply: () => Effect = () => ok(world)): Effect {
  const { row, span } = question;
  if (row.silent) return apply();
  const { verdict, error } = verdictOf(world, question);
  if (verdict.kind !== 'denied') return settle(world, span, [{ verdict, message: messages.notPermitted() }], apply);
  if (row.inferred)
    return unknown(world, lacking('model', `${row.statement} is likely to need ${row.requires}`), verdict.question);
  const number = question.number ?? error?.number;
  if (number === undefined) {
    const outcome = refusalWithoutNumber(`${row.statement} was refused: it needs ${row.requires}.`, span, {
      kind: 'permission',
    });
    return failed(world, { ...outcome, question: verdict.question, proof: verdict.proof });
  }
  const message = ofTable(number, said(world, question, verdict.question));
  return settle(world, span, [{ verdict, message, endsBatch: endsBatch(message, row.statement) }], apply);
}

interface Answer {
  readonly verdict: Verdict;
  /** Undefined: none is documented, not even as a guess. */
  readonly error: DeniedError | undefined;
}

/** The parts of an `&` are asked one after the other, and each has its own error where the table names as many. */
function verdictOf(world: World, { row, securable, applies, elsewhere }: TableQuestion): Answer {
  const places: Places = {
    securable: (kind, what) => securable?.(kind, what),
    ...(applies && { applies }),
    ...(elsewhere && { elsewhere }),
    subjectIn: (name) => {
      const entered = enterDatabase(world, name, { start: 0, end: 0 });
      return entered.kind === 'entered' ? entered.subject : undefined;
    },
  };
  const ask = askWith(world.catalog, subject(world, world.database), places);
  const [first] = row.errors.filter((one) => !one.guess);
  const { formula } = row;
  if (formula.kind !== 'all') return { verdict: evaluateFormula(formula, ask), error: first ?? row.errors[0] };
  const verdicts = formula.parts.map((part) => evaluateFormula(part, ask));
  const denied = verdicts.findIndex((verdict) => verdict.kind === 'denied');
  if (denied >= 0) return { verdict: verdicts[denied]!, error: row.errors[denied] ?? first ?? row.errors[0] };
  return { verdict: verdicts.find((verdict) => verdict.kind === 'unknown') ?? verdicts[0]!, error: undefined };
}

function said(world: World, { verb = '', what = '', name = '', schema }: TableQuestion, question: Question): Said {
  const user = userName(world);
  return {
    permission: question.permission,
    onServer: question.securable.class === 'SERVER',
    verb,
    what,
    name,
    schema: schema ?? 'dbo',
    database: world.catalog.databases.get(world.database)?.name ?? world.database,
    user: user.kind === 'known' ? user.name : '?',
  };
}
