/** What calls need of the statement that writes a name, without holding it: scripts that nobody has open are given up. */
import type { Statement } from '../../syntax/statement';
import type { ModuleContext } from '../../syntax/statements/modules';
import { memo } from '../../text/memo';

export interface Maker {
  readonly kind: 'module' | 'queue';
  /** As whom what it starts is run. */
  readonly clause: ModuleContext | undefined;
  /** Of a trigger of a table: what fires it. */
  readonly events: readonly string[];
  /** Where the name of that table ends, from the statement's start. */
  readonly tableEnd: number | undefined;
}

/** Undefined: it makes neither a module nor a queue. */
export const makerOf = memo((statement: Statement): Maker | undefined => {
  if (statement.kind === 'queue')
    return { kind: 'queue', clause: statement.activation?.executeAs, events: [], tableEnd: undefined };
  if (statement.kind !== 'create_module') return undefined;
  const { executeAs, trigger } = statement;
  const table = trigger?.on.kind === 'object' ? trigger.on.name : undefined;
  return { kind: 'module', clause: executeAs, events: table ? trigger!.events : [], tableEnd: table?.span.end };
});
