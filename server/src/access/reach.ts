/**
 * What a module lets those do who may start it, whatever they hold themselves: through its ownership chain, as the principal
 * of its EXECUTE AS, or by its signature. Its body is run for a caller of whom nothing is known, so what is allowed there
 * is allowed by the module.
 */
import { onObject } from '../catalog/decide/question';
import type { Proof } from '../catalog/decide/verdict';
import { publicId } from '../catalog/ids';
import { securableText } from '../catalog/indexes';
import type { Module, SqlObject } from '../catalog/model';
import { enterModule } from '../engine/calls/module-frame';
import { outermost } from '../engine/calls/outermost';
import { requireObject } from '../engine/judge/objects';
import { resolveObject } from '../engine/names/resolve';
import { asCaller } from '../engine/run/body-entry';
import { runRoutine } from '../engine/run/run';
import { makeFrame, makeState } from '../engine/session/make';
import type { Frame, PlacedStep, Step, World } from '../engine/session/model';
import { noVariables } from '../engine/session/scope';
import { newWork } from '../engine/session/work';
import type { ObjectName } from '../syntax/expression';
import type { Access, ColumnUse } from '../syntax/uses';
import { finish } from '../text/finish';
import type { Folded } from '../text/name';
import type { Span } from '../text/span';
import { connect } from '../workspace/paths/try-out';
import type { Side } from './deploy';

export interface Reached {
  readonly permission: string;
  /** 'OBJECT::dbo.t' */
  readonly shown: string;
  /** Where it is an object. */
  readonly thing?: { readonly database: Folded; readonly id: string };
}

export interface Reach {
  readonly reached: readonly Reached[];
  /** Why it may be more. */
  readonly doubts: readonly string[];
}

const nothing: Reach = { reached: [], doubts: [] };

/** Answers for the modules of a side; each is looked at once. */
export function reaches(side: Side): (key: Folded, module: Module) => Reach {
  const known = new Map<string, Reach>();
  const worlds = new Map<Folded, World | undefined>();
  const ask = (key: Folded, module: Module): Reach => {
    const name = `${key}|${module.id}`;
    const before = known.get(name);
    if (before) return before;
    known.set(name, nothing); // while it is looked at: a view in itself adds nothing
    if (!worlds.has(key)) worlds.set(key, administratorIn(side, key));
    const world = worlds.get(key);
    const made = world ? reachIn({ side, ask }, world, key, module) : nothing;
    known.set(name, made);
    return made;
  };
  return ask;
}

interface Asking {
  readonly side: Side;
  readonly ask: (key: Folded, module: Module) => Reach;
}

function administratorIn({ catalog, definitions }: Side, key: Folded): World | undefined {
  const { administrator, principals } = catalog.server;
  const login = (administrator === undefined ? undefined : principals.get(administrator)?.name) ?? 'sa';
  return connect(definitions, catalog, login, catalog.databases.get(key)?.name ?? key);
}

function reachIn(asking: Asking, world: World, key: Folded, module: Module): Reach {
  const { definitions, catalog } = asking.side;
  const definition = module.body === undefined ? undefined : definitions.definition(module.body);
  const database = catalog.databases.get(key);
  if (definition?.kind !== 'create_module' || definition.textUnknown || !database) return nothing;
  const caller = asCaller(world, callerOf(module, key));
  const entered = enterModule(caller, { database, key, module, definition, variables: noVariables });
  if ('kind' in entered) return nothing; // its clause fails: nobody gets in
  const context = outermost(definitions, { errors: 'possible', work: newWork(1 << 12) });
  const { run } = finish(runRoutine(context, definition.body, makeState([entered])));
  const found = new Map<string, Reached>();
  const doubts = new Set<string>();
  visitAll({ asking, found, doubts }, run.steps);
  return { reached: [...found.values()], doubts: [...doubts] };
}

/** Anybody; in a signed module somebody who has nothing but what public has, for keys add to a token that is known. */
function callerOf({ signatures }: Module, key: Folded): Frame {
  const isSigned = signatures.length > 0;
  return makeFrame({
    origin: 'session',
    scope: 'server',
    login: { kind: isSigned ? 'holder' : 'caller' },
    user: isSigned ? { kind: 'holder', id: publicId, in: key } : { kind: 'caller' },
    home: undefined,
    vouchers: [],
    guard: { database: key, revert: 'never' },
  });
}

interface Visit {
  readonly asking: Asking;
  readonly found: Map<string, Reached>;
  readonly doubts: Set<string>;
}

function visitAll(visit: Visit, steps: readonly PlacedStep[]): void {
  for (const { step } of steps) visitStep(visit, step);
}

function visitStep(visit: Visit, step: Step): void {
  const { statement, before, children, calls, paths } = step;
  visitAll(visit, children);
  const worlds = before.kind === 'worlds' ? before.worlds : [];
  const touched = touchedBy(statement);
  const reached = worlds.some((world) => touched.map((one) => touch(visit, world, one)).every((is) => is));
  for (const { outcome } of paths) {
    if (outcome.kind === 'unknown' && unseen.has(outcome.because.lack)) visit.doubts.add(outcome.because.text);
    if (outcome.kind === 'ok' && outcome.question && touched.length === 0 && lends(outcome.proof)) {
      const { permission, on } = outcome.question;
      visit.found.set(`${permission} ${on}`, { permission, shown: on });
    }
  }
  for (const call of calls) if (reached || call.kind === 'dynamic') if (!call.again) visitAll(visit, call.run.steps);
}

/** What hides what a statement does. */
const unseen: ReadonlySet<string> = new Set(['value', 'unseen', 'effort', 'syntax']);

interface Touched {
  readonly name: ObjectName;
  readonly right: string;
  readonly columns: ColumnUse;
  readonly span: Span;
}

const every: ColumnUse = { kind: 'every' };

function touchedBy(statement: Step['statement']): readonly Touched[] {
  const started: readonly Touched[] =
    statement.kind === 'execute' && statement.module.kind === 'name'
      ? [{ name: statement.module.name, right: 'EXECUTE', columns: every, span: statement.span }]
      : [];
  if (!('uses' in statement) || !statement.uses) return started;
  const { accesses, functions } = statement.uses;
  const called = functions.map(({ name, span }): Touched => ({ name, right: 'EXECUTE', columns: every, span }));
  return [...accesses.map((one: Access): Touched => one), ...called, ...started];
}

/** Whether the module's caller gets through here; notes what he reaches so. */
function touch(visit: Visit, world: World, { name, right, columns, span }: Touched): boolean {
  const resolved = resolveObject(world, name);
  if (resolved.kind !== 'object') return resolved.kind === 'temporary' || resolved.kind === 'system';
  const outcome = requireObject(world, resolved, right, columns, span);
  if (outcome.kind !== 'ok') {
    if (outcome.kind === 'unknown' && outcome.because.lack !== 'caller') visit.doubts.add(outcome.because.text);
    return false;
  }
  const { key, object, shown } = resolved;
  const id = securableText(onObject(object));
  const permission = right === 'NEXT VALUE FOR' ? 'UPDATE' : right;
  visit.found.set(`${key} ${id} ${permission}`, {
    permission,
    shown: `OBJECT::${shown}`,
    thing: { database: key, id },
  });
  for (const one of behind(visit, key, object)) visit.found.set(textOf(one), one);
  return true;
}

function behind({ asking }: Visit, key: Folded, object: SqlObject): readonly Reached[] {
  if (object.kind !== 'module' || !(object.type === 'view' || object.returns === 'inline')) return [];
  return asking.ask(key, object).reached;
}

function textOf({ permission, shown, thing }: Reached): string {
  return thing ? `${thing.database} ${thing.id} ${permission}` : `${permission} ${shown}`;
}

/** What public holds is no gift of the module, nor what needs no permission. */
function lends(proof: Proof | undefined): boolean {
  if (!proof || proof.kind === 'exempt' || proof.kind === 'self') return false;
  return !('principal' in proof) || proof.principal !== 'public';
}
