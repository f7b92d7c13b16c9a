/** ENABLE TRIGGER and DISABLE TRIGGER (PERM-30). */

import { setTriggerEnabled, type TriggerPlace } from '../../../catalog/change/modules/modules';
import { type Place, sameNameIn } from '../../../catalog/collation';
import { objects, triggerText } from '../../../catalog/indexes';
import type { Id } from '../../../catalog/model';
import type { StatementOf } from '../../../syntax/statement';
import { here, type Need, onDatabase, onServer, settle } from '../../judge/needs';
import { resolveObject } from '../../names/resolve';
import { failed, type StepFunction } from '../../session/effect';
import { change } from '../../session/make';
import * as messages from '../../session/messages';
import type { World } from '../../session/model';
import { serverError } from '../../session/server-error';
import { alterTable } from '../data/data';

type Switch = StatementOf<'enable_trigger' | 'disable_trigger'>;

/** ALTER on the table or view, ALTER ANY DATABASE DDL TRIGGER, CONTROL SERVER (1088). */
export const stepTriggerSwitch: StepFunction<Switch> = (_, statement, world) => {
  const { on, names, kind, span } = statement;
  const shown = names === 'all' ? 'ALL' : (names[0]?.text ?? '');
  const need = needAt(world, on, messages.cannotFindObject(shown));
  const table = on.kind === 'object' ? alterTable(world, on.name, statement) : undefined;
  if (table && table.outcome.kind !== 'ok') return table;
  const holder = on.kind === 'server' ? world.catalog.server : here(world)?.database;
  const isKnown = on.kind !== 'object' && holder?.knowledge === 'complete';
  const there = isKnown ? triggersOn(world, on)?.triggers : undefined;
  const stray =
    names === 'all' || !there
      ? undefined
      : names.find((one) => !there.some(({ name }) => sameNameIn(holder!, one.name, name)));
  if (stray)
    return failed(
      world,
      serverError({
        message: messages.cannotFindObject(stray.text),
        span: stray.span,
        refusal: { kind: 'missing', what: 'trigger', name: stray.name },
      }),
    );
  return settle(world, span, need ? [need] : [], () => ({
    outcome: table?.outcome ?? { kind: 'ok' },
    after: switchTriggers(world, { on, names, enabled: kind === 'enable_trigger' }),
  }));
};

function needAt(world: World, on: Switch['on'], message: messages.Message): Need | undefined {
  if (on.kind === 'server') return onServer(world, 'CONTROL SERVER', message);
  return on.kind === 'database' ? onDatabase(world, 'ALTER ANY DATABASE DDL TRIGGER', message) : undefined;
}

/** The world behind the switch: the triggers of the place that are named, or all of them. */
export function switchTriggers(
  world: World,
  { on, names, enabled }: Pick<Switch, 'on' | 'names'> & { readonly enabled: boolean },
): World {
  const found = triggersOn(world, on);
  if (!found) return world;
  const wanted = found.triggers.filter(
    ({ name }) => names === 'all' || names.some((one) => sameNameIn(found.holder, one.name, name)),
  );
  return change(world, {
    catalog: wanted.reduce((catalog, { id }) => setTriggerEnabled(catalog, found.place, id, enabled), world.catalog),
  });
}

interface TriggersFound {
  /** Whose collation the names follow. */
  readonly holder: Place;
  readonly place: TriggerPlace;
  readonly triggers: readonly { readonly id: Id; readonly name: string }[];
}

function triggersOn(world: World, on: Switch['on']): TriggersFound | undefined {
  if (on.kind === 'server')
    return {
      holder: world.catalog.server,
      place: { kind: 'server' },
      triggers: [...world.catalog.server.triggers.values()],
    };
  if (on.kind === 'database') {
    const holder = here(world)?.database;
    return (
      holder && {
        holder,
        place: { kind: 'database', database: world.database },
        triggers: [...holder.triggers.values()],
      }
    );
  }
  const table = resolveObject(world, on.name);
  if (table.kind !== 'object') return undefined;
  return {
    holder: table.database,
    place: { kind: 'object', database: table.key },
    triggers: objects.find(table.database.objects, triggerText(table.object.id)),
  };
}
