/** Statements about the whole server (PERM-30), judged by the table of requirements. */

import { requirementOfWords } from '../../../catalog/requirement/requirement';
import type { StatementOf } from '../../../syntax/statement';
import { byTable } from '../../judge/by-table';
import { ok, type StepFunction } from '../../session/effect';

export const stepServer: StepFunction<StatementOf<'kill' | 'shutdown' | 'reconfigure' | 'checkpoint'>> = (
  _,
  { kind, words, span },
  world,
) => {
  const row =
    requirementOfWords(kind === 'kill' ? words : [kind.toUpperCase()]) ?? requirementOfWords([kind.toUpperCase()]);
  return row ? byTable(world, { span, row }) : ok(world);
};
