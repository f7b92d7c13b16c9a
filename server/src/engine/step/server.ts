/** Statements about the whole server, and those that are known by their words alone (section 6.2). */
import { requirement } from '../../catalog/requirement';
import { askWith } from '../../catalog/ask';
import { evaluateFormula } from '../../catalog/formula';
import type { StatementOf } from '../../syntax/statement';
import type { Effect, StepFunction } from '../effect';
import { subject, userName } from '../identity';
import type { World } from '../model';
import { onServer, settle, type Need } from '../require';

const done = (world: World): Effect => ({ outcome: { kind: 'ok' }, after: world });

export const stepServer: StepFunction<StatementOf<'kill' | 'shutdown' | 'reconfigure' | 'checkpoint'>> = (_, { kind, span }, world) => {
  switch (kind) {
    case 'kill':
      return settle(world, span, [onServer(world, 'ALTER ANY CONNECTION', 6102)], () => done(world));
    case 'shutdown':
      return settle(world, span, [onServer(world, 'SHUTDOWN', 6004)], () => done(world));
    case 'reconfigure':
      return settle(world, span, [onServer(world, 'ALTER SETTINGS', 5812)], () => done(world));
    case 'checkpoint':
      return byTable(world, span, 'CHECKPOINT');
  }
};

/** A conversation's handle is known to whoever began it or received from its queue; conversations themselves are not kept (ENT-1). */
const onOwnConversation: ReadonlySet<string> = new Set(['END CONVERSATION', 'BEGIN CONVERSATION TIMER', 'GET CONVERSATION GROUP', 'MOVE CONVERSATION']);

/** By the documented requirement of its words; unknown where the table says nothing or the securable is not known. */
export const stepOther: StepFunction<StatementOf<'other'>> = (_, { words, span }, world) => {
  if (onOwnConversation.has(words.slice(0, 3).join(' ')) || onOwnConversation.has(words.slice(0, 2).join(' '))) return done(world);
  for (let length = words.length; length > 1; length--) {
    const form = words.slice(0, length).join(' ');
    if (requirement(form)) return byTable(world, span, form);
  }
  return { outcome: { kind: 'unknown', because: `permission-not-known: what ${words.join(' ') || 'this statement'} needs is not modelled` }, after: world };
};

/** The verdict of the table's formula; a refusal that only the table knows is shown, but its number may be a guess. */
export function byTable(world: World, span: Parameters<typeof settle>[1], form: string, inserts: Need['inserts'] = []): Effect {
  const row = requirement(form);
  const number = row?.errors.find((error) => !error.guess)?.number;
  if (!row) return { outcome: { kind: 'unknown', because: `permission-not-known: what ${form} needs is not modelled` }, after: world };
  const verdict = evaluateFormula(row.formula, askWith(world.catalog, subject(world, world.database), { securable: () => undefined }));
  if (verdict.kind === 'denied' && number === undefined)
    return {
      outcome: { kind: 'unknown', because: `permission-not-known: ${form} needs ${row.requires}; what the server answers is not documented` },
      after: world,
    };
  const need: Need = { verdict, number: number ?? 0, inserts };
  return settle(world, span, [need], () => done(world));
}
