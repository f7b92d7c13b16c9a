/** What scripts call, and what they let others call: by the names that stand in them, outside the bodies of modules. */
import { ofScripts } from '../syntax/of-scripts';
import { modulesIn } from '../syntax/selected';
import type { Script, Statement } from '../syntax/statement';
import { runStatementsOf } from '../syntax/walk';
import { fold } from '../text/name';

/** The names that start a module of the script: its own, and those of the tables of triggers. */
export const startedBy = ofScripts((script: Script): readonly string[] => {
  const names = new Set<string>();
  for (const { batch } of script.batches) {
    for (const { node } of modulesIn(batch.statements)) {
      const { name, type, trigger } = node;
      if (type === 'procedure' || type === 'function') names.add(fold(name.name));
      if (trigger?.on.kind === 'object') names.add(fold(trigger.on.name.name));
    }
  }
  return [...names];
});

export const calledIn = ofScripts((script: Script): readonly string[] => {
  const names = new Set<string>();
  for (const { batch } of script.batches)
    for (const statement of runStatementsOf(batch.statements))
      for (const name of namedIn(statement)) names.add(fold(name));
  return [...names];
});

function namedIn(statement: Statement): readonly string[] {
  if (statement.kind === 'execute') return statement.module.kind === 'name' ? [statement.module.name.name] : [];
  if (!('uses' in statement) || !statement.uses) return [];
  const { accesses, functions } = statement.uses;
  const started = accesses.filter(({ right, isFunction }) => isFunction || writes.has(right));
  return [...started, ...functions].map(({ name }) => name.name);
}

const writes: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);
