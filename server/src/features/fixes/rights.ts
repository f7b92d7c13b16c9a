/** Statements that give what is missing: IMPERSONATE, CONNECT, a login for a user. They open something, so each is a choice. */

import { userName } from '../../engine/session/identity';
import type { ErrorOutcome, World } from '../../engine/session/model';
import { bracket } from '../../text/name';
import { type Fix, type Maker, oneFix, type Target } from './fix';
import { before, chainTo } from './places';

/** IMPERSONATE on the target for the user in effect, ahead of the frame that asks. */
export const grantImpersonate: Maker = (target) =>
  atFirstFrame(target, ({ refusal }, world) => {
    if (refusal.kind !== 'impersonate-missing' || refusal.level !== 'user' || world.stack.frame.scope !== 'database')
      return undefined;
    const who = userName(world);
    if (who.kind !== 'known') return undefined;
    const statement = `GRANT IMPERSONATE ON USER::${bracket(refusal.name)} TO ${bracket(who.name)};`;
    return { title: `Let '${who.name}' impersonate '${refusal.name}'`, statement };
  });

/** CONNECT for the user that is impersonated. */
export const grantConnect: Maker = (target) =>
  atFirstFrame(target, ({ refusal }) =>
    refusal.kind === 'no-user' && refusal.unconnected !== undefined
      ? {
          title: `Let '${refusal.unconnected}' connect to ${refusal.database}`,
          statement: `GRANT CONNECT TO ${bracket(refusal.unconnected)};`,
        }
      : undefined,
  );

/** The login of the same name for a user whose own is gone. */
export const loginAgain: Maker = (target) =>
  atFirstFrame(target, ({ refusal }, { catalog }) => {
    if (refusal.kind !== 'orphaned') return undefined;
    const { name } = refusal;
    const isThere = [...catalog.server.principals.values()].some(
      (one) => one.type === 'sql_login' && one.name === name,
    );
    return isThere
      ? {
          title: `Give user '${name}' the login of that name`,
          statement: `ALTER USER ${bracket(name)} WITH LOGIN = ${bracket(name)};`,
        }
      : undefined;
  });

interface Cure {
  readonly title: string;
  readonly statement: string;
}

/** The statement, ahead of the batch's first frame, where whoever runs the script may still do it. */
function atFirstFrame(
  { analysed: { script }, step, offset, module }: Target,
  cureOf: (refused: ErrorOutcome, world: World) => Cure | undefined,
): readonly Fix[] {
  const [path, ...others] = step.paths;
  if (!path || others.length > 0 || path.outcome.kind !== 'error' || module) return [];
  const cure = cureOf(path.outcome, path.before);
  if (!cure) return [];
  const batch = script.batches.findLast((one) => one.offset <= offset);
  const own = batch?.batch.statements.findLast((one) => batch.offset + one.offset <= offset);
  let bottom = path.before.stack;
  while (bottom.below && bottom.depth > 1) bottom = bottom.below;
  const pusher = bottom.depth === 0 ? undefined : bottom.frame.guard.by;
  const first = pusher ? batch?.batch.statements.find(({ node }) => node === pusher) : own;
  const isElsewhere = pusher !== undefined && bottom.frame.guard.database !== path.before.database;
  if (!batch || !first || isElsewhere) return [];
  const place = { offset: batch.offset + first.offset, node: first.node };
  if (chainTo(script, place).length !== 1) return [];
  return oneFix(cure.title, 'choice', before(script, place, [cure.statement]));
}
