/** What ends a frame, and what asks whether it is in effect. */
import { userName } from '../../engine/session/identity';
import type { Frame, State, World } from '../../engine/session/model';
import type { Statement } from '../../syntax/statement';
import { bracket, fold } from '../../text/name';

/** The statements that end the frames above and the one that `pusher` pushed; undefined: nothing ends them. */
export function endingOf(world: World, pusher: Statement, cookies: 'at hand' | 'gone'): readonly string[] | undefined {
  const lines: string[] = [];
  let { database } = world;
  for (let one = world.stack; one.below && one.depth > world.scope.floor; one = one.below) {
    const { guard, origin } = one.frame;
    const cookie = cookieOf(guard.by);
    if (guard.revert === 'no_revert' || guard.revert === 'never' || origin === 'app_role') return undefined;
    if (guard.revert === 'cookie' && (cookies === 'gone' || !holdsCookie(world, one.frame))) return undefined;
    if (guard.database !== database)
      lines.push(`USE ${bracket(world.catalog.databases.get(guard.database)?.name ?? guard.database)};`);
    database = guard.database;
    lines.push(origin === 'setuser' ? 'SETUSER;' : `REVERT${cookie === undefined ? '' : ` WITH COOKIE = ${cookie}`};`);
    if (guard.by === pusher) return lines;
  }
  return undefined;
}

/** The variable that an EXECUTE AS puts its cookie into. */
export function cookieOf(statement: Statement | undefined): string | undefined {
  return statement?.kind === 'execute_as' && statement.revert.kind === 'cookie' ? statement.revert.variable : undefined;
}

/** Whether the variable of a frame's cookie still has it. */
export function holdsCookie({ variables }: World, { guard }: Frame): boolean {
  const variable = cookieOf(guard.by);
  const value = variable === undefined ? undefined : variables.get(fold(variable));
  return value?.kind === 'cookie' && value.of === guard.cookie;
}

/** The condition that holds while the frame of an EXECUTE AS is the one in effect; undefined: nobody can say. */
export function askedFor(pusher: Statement): string | undefined {
  if (pusher.kind !== 'execute_as' || pusher.principal?.kind !== 'string' || pusher.revert.kind !== 'plain')
    return undefined;
  const who = pusher.level === 'login' ? 'SUSER_SNAME()' : 'USER_NAME()';
  return `${who} = N'${pusher.principal.value.replaceAll("'", "''")}'`;
}

/** Whether a user of that name is in effect in a world without the frame, too. */
export function isAlsoWithout(pusher: Statement, world: World): boolean {
  if (pusher.kind !== 'execute_as' || pusher.principal?.kind !== 'string') return true;
  const name = userName(world);
  return pusher.level === 'user' && name.kind === 'known' && fold(name.name) === fold(pusher.principal.value);
}

export function worldsIn(state: State): readonly World[] {
  return state.kind === 'worlds' ? state.worlds : [];
}

/** The statements that pushed the frames of a world, from the top, down to what the routine began with. */
export function pushersIn({ stack, scope }: World): readonly Statement[] {
  const found: Statement[] = [];
  for (let one = stack; one.below && one.depth > scope.floor; one = one.below)
    if (one.frame.guard.by) found.push(one.frame.guard.by);
  return found;
}
