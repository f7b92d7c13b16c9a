/** REVERT for frames that stay open: at the end of a script, a connection or a module, in a branch, a CATCH or a loop. */
import { type Located, stepsAsWritten } from '../../engine/run/steps';
import type { World } from '../../engine/session/model';
import { caughtIn } from '../../syntax/caught';
import type { PlacedBatch, Script, Statement } from '../../syntax/statement';
import { childrenOf, runStatementsOf } from '../../syntax/walk';
import type { Placed } from '../../text/span';
import { type Edit, type Fix, type Maker, oneFix, routineOf, type Target } from './fix';
import { askedFor, endingOf, isAlsoWithout, pushersIn, worldsIn } from './frames';
import { atEndOf, before, chainTo, lineStartOf, newlineOf, without } from './places';

/** What is left open at the end of the script or of a connection. */
export const revertAtEnd: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { parts, exit } = analysed.analysis.run;
  const next = parts.filter((part) => part.kind === 'logon').find(({ span }) => span.start > offset);
  const worlds = worldsIn(next ? next.left : exit);
  const { text } = analysed.script;
  const at = next ? lineStartOf(text, next.span.start) : text.length;
  const last = lastBatch(analysed.script, at);
  const end = last ? last.offset + last.batch.text.length : 0;
  const isSame = last !== undefined && last.offset <= offset && offset < end;
  const statements = endingIn(worlds, step.statement, isSame ? 'at hand' : 'gone');
  if (!statements || hasRefusedRevert(target)) return [];
  const edit = isSame
    ? inBatch(text, Math.min(end, at), statements)
    : inBatchOfItsOwn(text, at, last?.batch.statements[0]?.node, statements);
  const where = next ? 'before the next connection' : 'at the end of the script';
  return oneFix(`Add REVERT ${where}`, 'sure', [edit]);
};

/** Whether the frame has its REVERT, which is refused: that one is to be put right. */
function hasRefusedRevert({ analysed, step: { statement } }: Target): boolean {
  return [...stepsAsWritten(analysed.analysis)].some(
    ({ step }) =>
      (step.statement.kind === 'revert' || step.statement.kind === 'setuser') &&
      step.paths.some(({ before: world, outcome }) => outcome.kind === 'error' && pushersIn(world).includes(statement)),
  );
}

/** The last batch before an offset in which something is done. */
function lastBatch({ batches }: Script, at: number): PlacedBatch | undefined {
  return batches.findLast(({ offset, batch: { statements } }) => statements[0] && offset + statements[0].offset < at);
}

/** Statements at the end of a batch. */
function inBatch(text: string, end: number, statements: readonly string[]): Edit {
  const newline = newlineOf(text);
  const start = text.slice(0, end).trimEnd().length;
  const isLast = text.slice(start).trim() === '';
  const added = statements.map((one) => `${newline}${one}`).join('');
  return isLast
    ? { span: { start, end: text.length }, text: `${added}${newline}` }
    : { span: { start, end: start }, text: added };
}

/** Statements behind a batch that is over, or that a module takes to its end. */
function inBatchOfItsOwn(text: string, at: number, first: Statement | undefined, statements: readonly string[]): Edit {
  const newline = newlineOf(text);
  const start = text.slice(0, at).trimEnd().length;
  const isOver = /(^|\n)\s*go\s*(\d+)?\s*$/i.test(text.slice(0, start));
  const isModule = first?.kind === 'create_module' && !isOver;
  const lines = [...(isModule ? ['GO'] : []), ...statements, ...(isOver || isModule ? ['GO'] : [])];
  return { span: { start, end: at }, text: `${newline}${lines.join(newline)}${newline}` };
}

/** The same statements in every world; guarded where only some have the frame. */
function endingIn(
  worlds: readonly World[],
  pusher: Statement,
  cookies: 'at hand' | 'gone',
): readonly string[] | undefined {
  const having = worlds.filter((world) => pushersIn(world).includes(pusher));
  const all = having.map((world) => endingOf(world, pusher, cookies));
  const [first] = all;
  if (!first || all.some((one) => one?.join() !== first.join())) return undefined;
  if (having.length === worlds.length) return first;
  const condition = first.length === 1 ? askedFor(pusher) : undefined;
  const lacking = worlds.filter((world) => !having.includes(world));
  if (condition === undefined || lacking.some((world) => isAlsoWithout(pusher, world))) return undefined;
  return [`IF ${condition} ${first[0]}`];
}

/** What a module leaves to its own end. */
export const revertAtModuleEnd: Maker = (target) => {
  const { analysed, module, step } = target;
  if (!module || target.finding.certainty !== 'always' || [...runStatementsOf(module.body)].some(leaves)) return [];
  const located = [...stepsAsWritten(analysed.analysis)].find((one) => one.step.statement === module);
  const run = analysed.analysis.bodies.get(module)?.run;
  const last = module.body.at(-1);
  if (!located || !run || !last) return [];
  const statements = endingIn(worldsIn(run.exit), step.statement, 'at hand');
  const place = { offset: located.offset + last.offset, node: last.node };
  return statements
    ? oneFix('Add REVERT at the end of the module', 'sure', atEndOf(analysed.script, place, statements))
    : [];
};

function leaves({ kind }: Statement): boolean {
  return kind === 'return' || kind === 'throw' || kind === 'goto';
}

/** The frame that only some of the paths behind a step have; undefined: there is none, or there are several. */
function unevenFrame({ step }: Located): Statement | undefined {
  const all = worldsIn(step.after).map(pushersIn);
  const uneven = new Set(all.flat().filter((pusher) => all.some((one) => !one.includes(pusher))));
  return uneven.size === 1 ? [...uneven][0] : undefined;
}

/** REVERT statements further down that end the frame on some of their paths only, each with a guard. */
function guardedLater(target: Target, pusher: Statement): readonly Fix[] {
  const { analysed, offset, step } = target;
  const behindStep = offset + step.statement.span.end;
  const later = routineOf(target).filter(
    (one) =>
      one.offset >= behindStep &&
      one.step.statement.kind === 'revert' &&
      one.step.paths.some((path) => path.before.stack.frame.guard.by === pusher),
  );
  const condition = askedFor(pusher);
  const lacking = worldsIn(step.after).filter((world) => !pushersIn(world).includes(pusher));
  if (later.length === 0 || condition === undefined || lacking.some((world) => isAlsoWithout(pusher, world))) return [];
  const edits = later.flatMap(({ step: one, offset: at }) =>
    chainTo(analysed.script, { offset: at, node: one.statement }).length > 0
      ? [{ span: { start: at, end: at }, text: `IF ${condition} ` }]
      : [],
  );
  return oneFix('Revert only where the impersonation is in effect', 'likely', edits);
}

/** Two branches that leave different contexts: REVERT on the one that lacks it, or a guard for the one that follows. */
export const revertOnShortBranch: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  const pusher = unevenFrame(target);
  const branches = childrenOf(statement);
  const [then] = branches;
  if (statement.kind !== 'if' || !then || !pusher) return [];
  const guarded = guardedLater(target, pusher);
  if (guarded.length > 0) return guarded;
  const place = ({ offset: at, node }: Placed<Statement>): Placed<Statement> => ({ offset: offset + at, node });
  const open = branches.filter((branch) =>
    step.children.some((child) => child.step.statement === branch.node && leavesOpen(child.step, pusher)),
  );
  const title = 'REVERT on the path that lacks it';
  const [one] = open;
  if (one && open.length === 1) return oneFix(title, 'likely', atEndOf(analysed.script, place(one), ['REVERT;']));
  if (open.length > 0 || branches.length > 1) return [];
  const end = place(then).offset + then.node.span.end;
  const semicolon = /^[ \t]*;/.exec(analysed.script.text.slice(end, end + 80))?.[0].length ?? 0;
  const span = { start: end + semicolon, end: end + semicolon };
  return oneFix(title, 'likely', [{ span, text: `${newlineOf(analysed.script.text)}ELSE REVERT;` }]);
};

function leavesOpen({ after }: Located['step'], pusher: Statement): boolean {
  return worldsIn(after).some((world) => pushersIn(world).includes(pusher));
}

/** An error in TRY that skips its REVERT: CATCH asks who it is. */
export const revertInCatch: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  const pusher = unevenFrame(target);
  const condition = pusher && askedFor(pusher);
  if (statement.kind !== 'try_catch' || !pusher || condition === undefined) return [];
  const guarded = guardedLater(target, pusher);
  if (guarded.length > 0) return guarded;
  const line = `IF ${condition} REVERT;`;
  const title = 'REVERT in CATCH, if the impersonation is still in effect';
  const caught = caughtIn(statement);
  const first = childrenOf(statement)[caught];
  if (first)
    return oneFix(
      title,
      'likely',
      before(analysed.script, { offset: offset + first.offset, node: first.node }, [line]),
    );
  const lastTry = childrenOf(statement)[caught - 1];
  const from = offset + (lastTry ? lastTry.offset + lastTry.node.span.end : 0);
  const begin = /\bBEGIN\s+CATCH\b/i.exec(analysed.script.text.slice(from, offset + statement.span.end));
  if (!begin) return [];
  const at = from + begin.index + begin[0].length;
  return oneFix(title, 'likely', [{ span: { start: at, end: at }, text: ` ${line}` }]);
};

/** A loop that pushes a frame in each round. */
export const revertInLoop: Maker = (target) => {
  const { analysed, step, offset } = target;
  const { statement } = step;
  if (statement.kind !== 'while' || !statement.body) return [];
  const end = offset + statement.span.end;
  if (routineOf(target).some((one) => one.offset >= end && one.step.statement.kind === 'revert')) return [];
  const inner = [...runStatementsOf([statement.body])];
  const pushes = inner.filter(({ kind }) => kind === 'execute_as');
  const simple =
    pushes.length === 1 && inner.every(({ kind }) => !/^(revert|break|continue|return|goto|setuser)$/.test(kind));
  const body = statement.body.node;
  const direct = body.kind === 'block' ? body.body.some(({ node }) => node === pushes[0]) : body === pushes[0];
  if (!simple || !direct || !pushes[0] || askedFor(pushes[0]) === undefined) return [];
  const place = { offset: offset + statement.body.offset, node: body };
  return oneFix('REVERT in each round', 'likely', atEndOf(analysed.script, place, ['REVERT;']));
};

/** USE under the frame of a database user: REVERT comes first, and its own one goes. */
export const revertBeforeUse: Maker = (target) => {
  const { analysed, step, offset } = target;
  const world = step.paths[0]?.before;
  if (step.statement.kind !== 'use' || !world) return [];
  let pusher: Statement | undefined;
  let count = 0;
  for (let one = world.stack; one.below && one.depth > world.scope.floor; one = one.below) {
    if (one.frame.scope !== 'database' || one.frame.guard.revert === 'cookie') break;
    pusher = one.frame.guard.by;
    count++;
  }
  const statements = pusher && endingOf(world, pusher, 'at hand');
  if (!statements) return [];
  const later = laterReverts(target, count);
  const deleted = later.flatMap((place) => without(analysed.script, place) ?? []);
  const place = { offset, node: step.statement };
  return oneFix('REVERT before USE', 'likely', [...before(analysed.script, place, statements), ...deleted]);
};

/** The next so many REVERT statements beside this one, up to the next EXECUTE AS. */
function laterReverts(target: Target, count: number): readonly Placed<Statement>[] {
  const chain = chainTo(target.analysed.script, { offset: target.offset, node: target.step.statement });
  const parent = chain.at(-2);
  const batch = target.analysed.script.batches.findLast((one) => one.offset <= target.offset);
  const siblings =
    parent?.node.kind === 'block' || parent?.node.kind === 'create_module' ? parent.node.body : undefined;
  const base = siblings ? parent!.offset : (batch?.offset ?? 0);
  const found: Placed<Statement>[] = [];
  if (parent && !siblings) return found;
  for (const { offset, node } of siblings ?? batch?.batch.statements ?? []) {
    if (base + offset <= target.offset) continue;
    if (node.kind === 'execute_as' || found.length === count) break;
    if (node.kind === 'revert') found.push({ offset: base + offset, node });
  }
  return found;
}
