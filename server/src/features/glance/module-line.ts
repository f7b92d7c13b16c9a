/** A module in one line: what it runs as, who signed it and who may run it. */
import { onObject } from '../../catalog/decide/question';
import { keyName } from '../../catalog/lookup';
import { moduleOf } from '../../engine/run/body-entry';
import type { Located } from '../../engine/run/steps';
import type { Fact } from '../../engine/session/model';
import type { StatementOf } from '../../syntax/statement';
import type { Analysed } from '../../workspace/workspace';
import { inLabel, listed } from '../markdown';
import { holdersOf } from '../things/holders';

/** `Runs as order_writer (EXECUTE AS 'order_writer') · signed by payroll_reader · tills may run it` */
export function moduleLine({ analysis }: Pick<Analysed, 'analysis'>, { step }: Located): string | undefined {
  const { statement } = step;
  if (statement.kind !== 'create_module') return undefined;
  const facts = step.paths.flatMap((path) => path.facts);
  const world = analysis.bodies.get(statement)?.world;
  const found = world && moduleOf(world, statement);
  const parts = [runsAs(statement, facts)];
  if (world && found) {
    const { module, database } = found;
    const keys = module.signatures.map(
      ({ key, counter }) => `${counter ? 'counter' : ''}signed by ${keyName(world.catalog, key, database)}`,
    );
    parts.push(...new Set(keys));
    const right = rightOf(module);
    if (right !== undefined) {
      const { allowed, perhaps } = holdersOf(world.catalog, database, right, onObject(module));
      const names = [...allowed, ...perhaps.map((name) => `${name}?`)];
      parts.push(
        names.length === 0 ? 'granted to nobody' : `${listed(names, 3)} may ${right === 'EXECUTE' ? 'run' : 'read'} it`,
      );
    }
  }
  return inLabel(parts.join(' · '));
}

/** What starts it; undefined: nobody runs it by itself. */
export function rightOf({ type, returns }: { readonly type: string; readonly returns?: string }): string | undefined {
  if (type === 'procedure') return 'EXECUTE';
  if (type === 'view') return 'SELECT';
  if (type !== 'function') return undefined;
  return returns === 'scalar' ? 'EXECUTE' : 'SELECT';
}

function runsAs(statement: StatementOf<'create_module'>, facts: readonly Fact[]): string {
  const users = new Set(facts.flatMap((fact) => (fact.kind === 'runs-as' ? [fact.user] : [])));
  const clause = statement.executeAs;
  const { kind } = clause ?? { kind: 'caller' };
  if (!clause || clause.kind === 'caller') return 'Runs as its caller';
  const written = clause.kind === 'named' ? `'${clause.name}'` : kind.toUpperCase();
  if (users.size > 0) return `Runs as ${[...users].join(' or ')} (EXECUTE AS ${written})`;
  return clause.kind === 'named'
    ? `Runs as ${clause.name}`
    : `Runs as its ${kind === 'owner' ? 'owner' : 'creator'} (EXECUTE AS ${written})`;
}
