/** REVERT that fails or does nothing: without it, in its database, with its cookie, or by its own mechanism. */
import { stepsAsWritten } from '../../engine/run/steps';
import { runStatementsOf } from '../../syntax/walk';
import { bracket } from '../../text/name';
import { type Edit, type Maker, oneFix, routineOf, type Target } from './fix';
import { cookieOf, holdsCookie } from './frames';
import { atEndOf, before, without } from './places';

/** A fix that takes the statement away; not a sure one where it waits for an EXECUTE AS that is refused. */
export function deleted(title: string, kind: 'revert' | 'execute_as'): Maker {
  return (target) => {
    const { analysed, finding, step, offset } = target;
    if (step.statement.kind !== kind || finding.certainty !== 'always') return [];
    const place = { offset, node: step.statement };
    return oneFix(title, waits(target) ? 'likely' : 'sure', without(analysed.script, place));
  };
}

function waits({ analysed, offset }: Target): boolean {
  return [...stepsAsWritten(analysed.analysis)].some(
    (one) =>
      one.offset < offset &&
      one.step.statement.kind === 'execute_as' &&
      one.step.paths.some(({ outcome }) => outcome.kind === 'error'),
  );
}

/** USE of the database where the frame was pushed, before its REVERT. */
export const useBeforeRevert: Maker = ({ analysed, step, offset }) => {
  const pushedIn = step.paths.flatMap(({ outcome }) =>
    outcome.kind === 'error' && outcome.refusal.kind === 'revert-wrong-database' ? [outcome.refusal.pushedIn] : [],
  )[0];
  if (pushedIn === undefined || step.statement.kind !== 'revert') return [];
  const place = { offset, node: step.statement };
  return oneFix(`Go back to ${pushedIn} first`, 'sure', before(analysed.script, place, [`USE ${bracket(pushedIn)};`]));
};

/** REVERT with the cookie that the frame has, or without one. */
export const rightCookie: Maker = (target) => {
  const { step, offset } = target;
  const { statement } = step;
  if (statement.kind !== 'revert') return [];
  const pushers = new Set(step.paths.map(({ before: world }) => world.stack.frame.guard.by));
  const [pusher] = pushers;
  if (pushers.size !== 1 || !pusher) return [];
  const variable = cookieOf(pusher);
  const start = offset + 'REVERT'.length;
  const span = { start, end: offset + statement.span.end };
  if (variable === undefined)
    return statement.cookie ? oneFix('REVERT without a cookie', 'sure', [{ span, text: '' }]) : [];
  const isAtHand =
    inSameBatch(target, pusher) && step.paths.every(({ before: world }) => holdsCookie(world, world.stack.frame));
  const text = ` WITH COOKIE = ${variable}`;
  return isAtHand ? oneFix(`Hand over the cookie ${variable}`, 'sure', [{ span, text }]) : [];
};

/** Variables end with their batch. */
function inSameBatch({ analysed: { script }, offset }: Target, pusher: object): boolean {
  const batch = script.batches.findLast((one) => one.offset <= offset)?.batch;
  if (!batch) return false;
  return allIn(batch.statements).includes(pusher);
}

function allIn(body: Parameters<typeof runStatementsOf>[0]): readonly object[] {
  return [...runStatementsOf(body)].flatMap((one) =>
    one.kind === 'create_module' ? [one, ...allIn(one.body)] : [one],
  );
}

/** EXECUTE AS without an option that only the ad hoc level has, and REVERT without the cookie, or a REVERT where none is. */
export const withoutOption: Maker = (target) => {
  const {
    analysed: { script },
    step: { statement },
    offset,
    module,
  } = target;
  if (statement.kind !== 'execute_as' || statement.revert.kind === 'plain' || !statement.principal) return [];
  const start = offset + statement.principal.span.end;
  const end = offset + statement.span.end;
  const option = script.text.slice(start, end).trim().replace(/\s+/g, ' ');
  const edits: Edit[] = [{ span: { start, end }, text: '' }];
  const variable = cookieOf(statement);
  if (variable !== undefined && module) {
    const text = script.text.slice(end);
    const batch = script.batches.findLast((one) => one.offset <= offset);
    const last = batch ? batch.offset + batch.batch.text.length : end;
    for (const match of text
      .slice(0, last - end)
      .matchAll(/\bREVERT(\s+WITH\s*\(?\s*COOKIE\s*=\s*(@[\w@#$]+)\s*\)?)/gi))
      if (match[2]?.toLowerCase() === variable.toLowerCase()) {
        const from = end + match.index + match[0].length - match[1]!.length;
        edits.push({ span: { start: from, end: from + match[1]!.length }, text: '' });
      }
  }
  const others = routineOf(target).map((one) => one.step.statement.kind);
  const last = module?.body.at(-1);
  const places = script.batches.flatMap(({ offset: at, batch }) =>
    batch.statements.flatMap((one) => (one.node === module && at + one.offset <= offset ? [at + one.offset] : [])),
  );
  const moduleStart = places.at(-1);
  if (last && moduleStart !== undefined && !others.some((kind) => kind === 'revert' || kind === 'return'))
    edits.push(...atEndOf(script, { offset: moduleStart + last.offset, node: last.node }, ['REVERT;']));
  return oneFix(`Remove ${option}`, 'sure', edits);
};

/** REVERT where SETUSER set the context. */
export const ownMechanism: Maker = ({ step: { statement, paths }, offset }) => {
  const isBySetUser = paths.every(
    ({ outcome }) =>
      outcome.kind === 'error' && outcome.refusal.kind === 'mixed-mechanism' && outcome.refusal.by === 'SETUSER',
  );
  const span = { start: offset, end: offset + statement.span.end };
  return statement.kind === 'revert' && isBySetUser
    ? oneFix('Leave it by SETUSER', 'sure', [{ span, text: 'SETUSER' }])
    : [];
};

/** A string that is nothing but REVERT, for a frame outside it. */
export const revertOutsideString: Maker = ({ step: { statement, paths }, offset }) => {
  if (statement.kind !== 'execute_string' || statement.text.kind !== 'string' || statement.as || statement.at)
    return [];
  const pushed = paths.every(({ before: { stack, scope } }) => stack.depth > scope.floor);
  if (!pushed || paths.length === 0 || !/^\s*REVERT\s*;?\s*$/i.test(statement.text.value)) return [];
  const span = { start: offset, end: offset + statement.span.end };
  return oneFix('Write REVERT outside the string', 'likely', [{ span, text: 'REVERT' }]);
};
