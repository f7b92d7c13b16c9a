/** Runs the statements of a path on the virtual server: whether they are let through, and where they lead. */
import type { Catalog } from '../../catalog/model';
import { outermost } from '../../engine/calls/outermost';
import { evaluate } from '../../engine/evaluate/expression';
import { logon } from '../../engine/run/logon';
import { runRoutine } from '../../engine/run/run';
import { makeState } from '../../engine/session/make';
import type { Context, Definitions, PlacedStep, Run, State, Step, World } from '../../engine/session/model';
import { caughtIn } from '../../syntax/caught';
import { finish } from '../../text/finish';
import type { Name } from '../../text/name';

const marker = 'the path goes on here';
/** What stands for the rest of a path while it is looked for. */
export const rest = `PRINT N'${marker}';`;

/** The world in which the rest would run; undefined: it is not certain that control gets there. */
export function arrive(definitions: Definitions, world: World, write: (rest: string) => string): World | undefined {
  const context = outermost(definitions);
  const body = definitions.parse(write(rest));
  const { run } = finish(runRoutine(context, body, makeState([world])));
  return arrivalIn(context, run, 'own');
}

/** The world of a new connection. */
export function connect(definitions: Definitions, catalog: Catalog, login: Name, database: Name): World | undefined {
  const request = { number: 1, login, database, span: { start: 0, end: 0 } };
  const { after, paths } = finish(logon(outermost(definitions), [catalog], request));
  return paths.every(({ outcome }) => outcome.kind === 'ok') ? onlyWorld(after) : undefined;
}

function onlyWorld(state: State): World | undefined {
  return state.kind === 'worlds' && state.worlds.length === 1 ? state.worlds[0] : undefined;
}

/** `own`: the statements are the path's, and each of them must succeed; else those of a module that is there. */
function arrivalIn(context: Context, run: Run, whose: 'own' | 'theirs'): World | undefined {
  for (const { step } of run.steps) {
    const { statement, before, paths, calls } = step;
    if (statement.kind === 'print' && statement.value.kind === 'string' && statement.value.value === marker)
      return onlyWorld(before);
    if (whose === 'own' && !paths.every(({ outcome }) => outcome.kind === 'ok' || outcome.kind === 'noop'))
      return undefined;
    if (calls.length === 1) {
      const found = arrivalIn(context, calls[0]!.run, 'theirs');
      if (found) return found;
    }
    for (const children of certainIn(context, step)) {
      const found = arrivalIn(context, { entry: before, steps: children, exit: step.after }, whose);
      if (found) return found;
    }
  }
  return undefined;
}

/** The statements inside a statement that are sure to run. */
function certainIn(context: Context, { statement, before, children }: Step): readonly (readonly PlacedStep[])[] {
  switch (statement.kind) {
    case 'block':
      return [children];
    case 'try_catch':
      return [children.slice(0, caughtIn(statement))];
    case 'if': {
      const world = onlyWorld(before);
      const known = world && evaluate(context, world, statement.condition).kind !== 'unknown';
      return known ? children.map((one) => [one]) : [];
    }
    default:
      return [];
  }
}
