/**
 * What data/statement-permissions.tsv says about a statement or a procedure, as an outcome: the formula decides, the
 * denied part chooses the message. A requirement that nobody documented or saw refuses nothing for certain.
 */

import { databaseKey } from '../../catalog/collation';
import { systemNameOf } from '../../catalog/decide/system-objects';
import type { Question, Verdict } from '../../catalog/decide/verdict';
import type { Securable } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import { askWith, type Places } from '../../catalog/requirement/ask';
import { conjunction, evaluateFormula, formulaInWords } from '../../catalog/requirement/formula';
import type { DeniedError, Requirement } from '../../catalog/requirement/requirement';
import type { Span } from '../../text/span';
import { enterDatabase } from '../names/access';
import { type Effect, ok, unknown } from '../session/effect';
import { subject, userName } from '../session/identity';
import * as messages from '../session/messages';
import type { World } from '../session/model';
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
  const asked =
    verdict.kind === 'denied' || (verdict.kind === 'unknown' && verdict.unless) ? verdict.question : undefined;
  if (!asked) return settle(world, span, [{ verdict, message: messages.notPermitted() }], apply);
  if (row.inferred)
    return unknown(world, lacking('model', `${row.statement} is likely to need ${formulaInWords(row.formula)}`), asked);
  const number = question.number ?? error?.number;
  if (number === undefined) {
    const message = messages.unnumbered(`${row.statement} was refused: it needs ${formulaInWords(row.formula)}.`);
    return settle(world, span, [{ verdict, message, refusal: { kind: 'permission' } }], apply);
  }
  const message = ofTable(number, said(world, question, asked));
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
      return entered.kind === 'refused' ? undefined : subject(world, databaseKey(world.catalog, name));
    },
  };
  const ask = askWith(world.catalog, subject(world, world.database), places);
  const [first] = row.errors.filter((one) => !one.guess);
  const { formula } = row;
  if (formula.kind !== 'all') return { verdict: evaluateFormula(formula, ask), error: first ?? row.errors[0] };
  const verdicts = formula.parts.map((part) => evaluateFormula(part, ask));
  const verdict = conjunction(verdicts);
  return { verdict, error: row.errors[verdicts.indexOf(verdict)] ?? first ?? row.errors[0] };
}

function said(world: World, { verb = '', what = '', name = '', schema }: TableQuestion, question: Question): Said {
  const user = userName(world);
  const ofSystem = systemNameOf(question.securable);
  return {
    permission: question.permission,
    onServer: question.securable.class === 'SERVER',
    verb,
    what,
    name: ofSystem ?? name,
    schema: ofSystem === undefined ? (schema ?? 'dbo') : 'sys',
    database:
      ofSystem === undefined
        ? (world.catalog.databases.get(world.database)?.name ?? world.database)
        : 'mssqlsystemresource',
    user: user.kind === 'known' ? user.name : 'the caller',
  };
}
