/** A cookie for a frame that everybody could leave, with its variable and the statement that hands it back. */
import type { Script, Statement } from '../../syntax/statement';
import { sameName } from '../../text/name';
import type { Placed } from '../../text/span';
import { type Edit, type Fix, type Maker, oneFix, routineOf, type Target } from './fix';
import { cookieOf } from './frames';
import { before, behind, chainTo } from './places';

const type = 'varbinary(8000)';

/** A name that no variable of the batch has. */
function freeVariable(script: Script, offset: number): string {
  const batch = script.batches.findLast((one) => one.offset <= offset)?.batch.text ?? '';
  const isTaken = (name: string): boolean => new RegExp(`${name}(?![\\w@#$])`, 'i').test(batch);
  let name = '@cookie';
  for (let number = 2; isTaken(name); number++) name = `@cookie${number}`;
  return name;
}

/** An application role with a cookie, and its end at the end of the batch. */
export const appRoleWithCookie: Maker = ({ analysed: { script }, step: { statement }, offset, module }) => {
  const place = { offset, node: statement };
  const isTop = chainTo(script, place).length === 1;
  if (statement.kind !== 'execute' || statement.arguments.length < 2 || module || !isTop) return [];
  if (statement.arguments.some(({ name }) => /^@(fCreateCookie|cookie)$/i.test(name ?? ''))) return [];
  if (statement.arguments.length > 3 && statement.arguments.every(({ name }) => name === undefined)) return [];
  const variable = freeVariable(script, offset);
  const end = offset + statement.arguments.at(-1)!.span.end;
  const last = script.batches.findLast((one) => one.offset <= offset)!;
  const { offset: at, node } = last.batch.statements.at(-1)!;
  return oneFix('Ask for a cookie, and end the role at the end of the batch', 'likely', [
    ...before(script, place, [`DECLARE ${variable} ${type};`]),
    { span: { start: end, end }, text: `, @fCreateCookie = true, @cookie = ${variable} OUTPUT` },
    ...behind(script, { offset: last.offset + at, node }, [`EXEC sp_unsetapprole ${variable};`]),
  ]);
};

/** A variable that a cookie fits into. */
export const cookieType: Maker = (target) => {
  const { statement } = target.step;
  const cookie = statement.kind === 'revert' ? statement.cookie : undefined;
  const variable = cookieOf(statement) ?? (cookie?.kind === 'variable' ? cookie.name : undefined);
  if (variable === undefined) return [];
  const edits = routineOf(target).flatMap(({ step, offset }) =>
    step.statement.kind === 'declare'
      ? step.statement.variables
          .filter(({ name, initial }) => sameName(name, variable) && !initial)
          .map(({ name, span }) => ({
            span: { start: offset + span.start, end: offset + span.end },
            text: `${name} ${type}`,
          }))
      : [],
  );
  return oneFix(`Declare ${variable} as ${type}`, 'likely', edits);
};

/** EXECUTE AS with a cookie, where every REVERT of its frame stands in the same batch. */
export function frameWithCookie(target: Omit<Target, 'finding'>): readonly Fix[] {
  const { step, offset, module, analysed } = target;
  const { statement } = step;
  if (statement.kind !== 'execute_as' || statement.revert.kind !== 'plain' || !statement.principal || module) return [];
  const place = { offset, node: statement };
  if (chainTo(analysed.script, place).length !== 1) return [];
  const reverts = revertsOf(target, statement);
  if (!reverts || reverts.length === 0) return [];
  const variable = freeVariable(analysed.script, offset);
  const end = offset + statement.span.end;
  const handed = reverts.map(({ offset: at, node }): Edit => {
    const behindRevert = at + node.span.end;
    return { span: { start: behindRevert, end: behindRevert }, text: ` WITH COOKIE = ${variable}` };
  });
  return oneFix('Guard the impersonation by a cookie', 'choice', [
    ...before(analysed.script, place, [`DECLARE ${variable} ${type};`]),
    { span: { start: end, end }, text: ` WITH COOKIE INTO ${variable}` },
    ...handed,
  ]);
}

/** The statements of the batch that end the frame, on every path; undefined: some end it now and then. */
function revertsOf(target: Omit<Target, 'finding'>, pusher: Statement): readonly Placed<Statement>[] | undefined {
  const found = routineOf(target).filter(
    ({ step }) =>
      step.statement.kind === 'revert' && step.paths.some(({ before: { stack } }) => stack.frame.guard.by === pusher),
  );
  const isSure = found.every(({ step }) =>
    step.paths.every(({ before: { stack } }) => stack.frame.guard.by === pusher),
  );
  return isSure ? found.map(({ step, offset }) => ({ offset, node: step.statement })) : undefined;
}
