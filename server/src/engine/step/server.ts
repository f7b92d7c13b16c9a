/** Statements about the whole server (section 6.2). */
import { requirement } from '../../catalog/requirement';
import { askWith } from '../../catalog/ask';
import { evaluateFormula } from '../../catalog/formula';
import type { StatementOf } from '../../syntax/statement';
import type { Effect, StepFunction } from '../effect';
import { subject } from '../identity';
import type { World } from '../model';
import { onServer, settle, type Need } from '../require';

const sysadmin = { kind: 'server_role', role: 'sysadmin' } as const;
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

/**
 * The verdict of the table's formula; a refusal that only the table knows is shown, but its number may be a guess. Where the table
 * has no row only a sysadmin is sure to be allowed.
 */
export function byTable(world: World, span: Parameters<typeof settle>[1], form: string, inserts: Need['inserts'] = []): Effect {
  const row = requirement(form);
  const number = row?.errors.find((error) => !error.guess)?.number;
  const ask = askWith(world.catalog, subject(world, world.database), { securable: () => undefined });
  if (!row && ask(sysadmin).kind === 'allowed') return done(world);
  if (!row) return { outcome: { kind: 'unknown', because: `permission-not-known: what ${form || 'this statement'} needs is not modelled` }, after: world };
  const verdict = evaluateFormula(row.formula, ask);
  if (verdict.kind === 'denied' && number === undefined)
    return {
      outcome: { kind: 'unknown', because: `permission-not-known: ${form} needs ${row.requires}; what the server answers is not documented` },
      after: world,
    };
  const need: Need = { verdict, number: number ?? 0, inserts };
  return settle(world, span, [need], () => done(world));
}
