/** Checks of whole rows and of single columns (PERM-6 to PERM-8). */

import type { Name } from '../../text/name';
import { foldIn } from '../collation';
import { permissions, securableText } from '../indexes';
import type { Catalog, PermissionRow, SqlObject } from '../model';
import { lacking } from '../reason';
import { decide, type Subject } from './decide';
import { memberOf } from './membership';
import { isDeny } from './rows';
import type { Question, Verdict } from './verdict';

export interface ColumnsVerdict {
  readonly verdict: Verdict;
  /** The columns that are refused, for one 230 each; empty where the object as a whole is (229). */
  readonly denied: readonly Name[];
}

/**
 * The verdict on an access to columns of an object. `columns`: those that are named, or 'every' for all of them, which
 * is also what an access without any column needs (PERM-7). `question` asks about the object without a column.
 */
export function decideColumns(
  catalog: Catalog,
  subject: Subject,
  question: Question,
  object: SqlObject,
  columns: readonly Name[] | 'every',
): ColumnsVerdict {
  const whole = decide(catalog, subject, question);
  if (
    whole.kind === 'allowed' &&
    (whole.proof.kind === 'sysadmin' || whole.proof.kind === 'dbo' || whole.proof.kind === 'owner')
  )
    return { verdict: whole, denied: [] };
  const rows = columnRowsFor(subject, question);
  if (rows.length === 0) return { verdict: whole, denied: [] };
  const all = columnsOf(object);
  const asked = columns === 'every' ? (all ?? deniedColumns(rows)) : columns;
  const verdicts = asked.map((column) => ({
    column,
    verdict: decide(catalog, subject, columnCheck(subject, question, column)),
  }));
  const refused = verdicts.filter(({ verdict }) => verdict.kind === 'denied');
  if (refused[0]) {
    const partly = whole.kind !== 'denied' || rows.some((row) => !isDeny(row));
    return { verdict: partly ? refused[0].verdict : whole, denied: partly ? refused.map(({ column }) => column) : [] };
  }
  const doubt = verdicts.find(({ verdict }) => verdict.kind === 'unknown');
  if (doubt) return { verdict: doubt.verdict, denied: [] };
  if (columns === 'every' && all === undefined && whole.kind !== 'allowed') {
    return {
      verdict: {
        kind: 'unknown',
        because: lacking('declaration', `the columns of ${question.on} are not known`),
        question,
      },
      denied: [],
    };
  }
  return { verdict: verdicts[0]?.verdict ?? whole, denied: [] };
}

function columnCheck({ database }: Subject, question: Question, column: Name): Question {
  return { ...question, securable: { ...question.securable, column: foldIn(database ?? {}, column) } };
}

/** Rows on single columns of the object that concern the subject. */
function columnRowsFor({ database, userToken }: Subject, question: Question): readonly PermissionRow[] {
  if (!database) return [];
  return permissions
    .find(database.permissions, securableText(question.securable))
    .filter(
      (row) =>
        row.securable.column !== undefined &&
        row.permission === question.permission &&
        memberOf(userToken, row.grantee, isDeny(row) ? 'deny' : 'grant', { kind: 'database', database }).kind !== 'no',
    );
}

function columnsOf(object: SqlObject): readonly Name[] | undefined {
  return object.kind === 'table' || object.kind === 'module' ? object.columns : undefined;
}

function deniedColumns(rows: readonly PermissionRow[]): readonly Name[] {
  return rows.filter(isDeny).map((row) => row.securable.column!);
}
