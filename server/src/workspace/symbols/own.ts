/** The names that a statement itself writes, without those of the statements in it and of dynamic SQL. */
import type { Statement } from '../../syntax/statement';
import { memo } from '../../text/memo';
import { mentionsInCall } from './calls';
import { mentionsInCondition } from './conditions';
import { mentionsOfKeys } from './keys';
import type { Mention } from './mention';
import { mentionsOfModules } from './modules';
import { mentionsOfObjects } from './objects';
import { mentionsOfPrincipals } from './principals';
import { mentionsInUses } from './uses';

/** In no order; of a statement that is not understood none. The same place may be mentioned twice, for two things. */
export const ownMentions = memo((statement: Statement): readonly Mention[] => {
  if (statement.broken) return none;
  const found = [
    ...mentionsOfPrincipals(statement),
    ...mentionsOfKeys(statement),
    ...mentionsOfModules(statement),
    ...mentionsOfObjects(statement),
    ...(statement.kind === 'execute' ? mentionsInCall(statement) : none),
    ...mentionsInCondition(statement),
    ...('uses' in statement ? mentionsInUses(statement.uses) : none),
  ];
  return found.length === 0 ? none : withoutRepeats(found);
});

const none: readonly Mention[] = [];

/** What a statement changes stands among what it uses, too. */
function withoutRepeats(found: readonly Mention[]): readonly Mention[] {
  const seen = new Set<string>();
  return found.filter(({ space, span }) => {
    const key = `${space} ${span.start}`;
    return !seen.has(key) && seen.add(key);
  });
}
