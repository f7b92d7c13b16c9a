/** The DML triggers that hang on a table or view, and which of them an action fires (ENT-9). */
import { objects, triggerText } from '../../catalog/indexes';
import type { Database, Module, SqlObject } from '../../catalog/model';
import type { Folded } from '../../text/name';
import type { World } from '../session/model';

export interface FiredTriggers {
  readonly instead: readonly Module[];
  readonly after: readonly Module[];
}

const noneFired: FiredTriggers = { instead: [], after: [] };

/**
 * The enabled triggers of the table or view for one of the actions. An INSTEAD OF trigger's own statements pass it by.
 * An AFTER trigger is fired again by its own statements only where RECURSIVE_TRIGGERS is on, and inside triggers none
 * is fired where the option "nested triggers" is off.
 */
export function firedTriggers(
  world: World,
  database: Database,
  key: Folded,
  object: SqlObject,
  actions: readonly string[],
): FiredTriggers {
  const hung = objects.find(database.objects, triggerText(object.id));
  if (hung.length === 0) return noneFired;
  const running = world.scope.trigger;
  const isRunning = (one: Module): boolean => running?.database === key && running.id === one.id;
  const fired = hung.filter(
    (one): one is Module => one.kind === 'module' && one.enabled && one.events.some((event) => actions.includes(event)),
  );
  const nested = !running || world.catalog.server.configuration.get('nested triggers') !== 0;
  return {
    instead: fired.filter((one) => one.timing === 'instead_of' && !isRunning(one)),
    after: fired.filter(
      (one) => one.timing !== 'instead_of' && nested && (database.recursiveTriggers || !isRunning(one)),
    ),
  };
}
