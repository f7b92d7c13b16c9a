/**
 * The cache of runs. A run of a statement, body or batch depends on it, the entering state, whether a TRY is open, the
 * mode of the analysis, which variables are followed, how many loops are counted around it, and on what its notes say:
 * the texts of the modules that it entered, and the bodies that were being run meanwhile. The first two are identities;
 * the mode makes separate tables; the notes are held against the work in progress at each hit, because typing in a module
 * body changes no catalog.
 */
import type { DefinitionId } from '../../catalog/model';
import { type MemosTogether, tableOf } from '../../text/memo';
import type { Context, State } from './model';
import { type Cost, charge, fits, type Notes, note, noteDefinition } from './work';

interface Remembered<V> {
  readonly value: V;
  readonly notes: Notes | undefined;
  readonly cost: Cost;
}

interface Newest<V> extends Remembered<V> {
  /** How often everything had been forgotten when it was made. */
  readonly epoch: number;
  readonly before: State;
  /** What was followed around it: what of that counts for it is worked out only for another. */
  readonly around: Context['tracked'];
  readonly tracked: Context['tracked'];
  readonly number: number;
}

type Runs<K extends object, V> = WeakMap<K, WeakMap<State, Remembered<V>>>;

/** What decides about a run besides its key, the entering state and the context. */
export interface Mode {
  readonly tracked: Context['tracked'];
  /** The share of the budget that the run has, where one that was cut is remembered for as long as it has the same. */
  readonly share?: number;
}

export interface Memory<K extends object, V> {
  /** The newest run of `key`, if it was made from `before` with as much around it; else `find` may know another one. */
  newest(context: Context, key: K, before: State): V | undefined;
  /** The remembered run of `key` from `before`, if there is one that would come out the same now. */
  find(context: Context, key: K, before: State, mode: Mode): V | undefined;
  /** Computes a run and remembers it; one that was cut only where it has a share. */
  make(
    context: Context,
    key: K,
    before: State,
    mode: Mode,
    compute: () => Generator<undefined, V>,
  ): Generator<undefined, V>;
}

/** How often everything has been forgotten: what was made before does not count. */
let epoch = 0;

/**
 * A cache of one kind of run. `together`: the run of a key that was made last is kept with what else is known of the key.
 */
export function cache<K extends object, V>(together?: MemosTogether<K>): Memory<K, V> {
  let tables = new WeakMap<Context['tracked'], Map<number, Runs<K, V>>>();
  let since = epoch;
  const made = tableOf<K, Newest<V>>(together);
  const newestOf = (key: K): Newest<V> | undefined => {
    const last = made.get(key);
    return last?.epoch === epoch ? last : undefined;
  };
  const runsOf = (
    tracked: Context['tracked'],
    number: number,
    key: K,
    missing?: 'make',
  ): WeakMap<State, Remembered<V>> | undefined => {
    if (since !== epoch) tables = new WeakMap();
    since = epoch;
    let modes = tables.get(tracked);
    if (!modes && missing) tables.set(tracked, (modes = new Map()));
    let table = modes?.get(number);
    if (!table && missing) modes?.set(number, (table = new WeakMap()));
    let runs = table?.get(key);
    if (!runs && missing) table?.set(key, (runs = new WeakMap()));
    return runs;
  };
  /** The entire run where the budget has room for it, else the one that was cut at the same share. */
  const kept = (context: Context, key: K, before: State, { tracked, share }: Mode): Remembered<V> | undefined => {
    const number = numberOf(context, 0);
    const last = newestOf(key);
    const isLast = last?.before === before && last.tracked === tracked && last.number === number;
    const entire = isLast ? last : runsOf(tracked, number, key)?.get(before);
    if (entire && fits(context.work.budget, entire.cost)) return entire;
    return share ? runsOf(tracked, numberOf(context, share), key)?.get(before) : undefined;
  };
  /** Most keys have one run: only where there is a second one, they get a table. */
  const keep = (key: K, one: Newest<V>): void => {
    const last = newestOf(key);
    if (last && (last.before !== one.before || last.tracked !== one.tracked || last.number !== one.number))
      runsOf(last.tracked, last.number, key, 'make')!.set(last.before, last);
    made.set(key, one);
  };
  const used = (context: Context, hit: Remembered<V> | undefined): V | undefined => {
    if (!hit || (hit.notes && !stillHolds(hit.notes, context))) return undefined;
    charge(context.work.budget, hit.cost);
    if (hit.notes) note(context.work, hit.notes);
    return hit.value;
  };
  return {
    newest(context, key, before) {
      const last = newestOf(key);
      if (last?.before !== before || last.around !== context.tracked || last.number !== numberOf(context, 0))
        return undefined;
      return fits(context.work.budget, last.cost) ? used(context, last) : undefined;
    },
    find: (context, key, before, mode) => used(context, kept(context, key, before, mode)),
    *make(context, key, before, mode, compute) {
      const { work } = context;
      const { budget, cuts } = work;
      const { runs, nested, biggest } = budget;
      const notes = newNotes();
      work.collecting.push(notes);
      budget.biggest = 0;
      const value = yield* compute();
      work.collecting.pop();
      const cost = costOf(budget.runs - runs, budget.nested - nested, budget.biggest);
      budget.biggest = Math.max(biggest, cost.biggest);
      const cut = work.cuts > cuts;
      if (!cut || mode.share) {
        const number = numberOf(context, cut ? (mode.share ?? 0) : 0);
        const kept = isEmpty(notes) ? undefined : notes;
        const { tracked } = mode;
        keep(key, { value, notes: kept, cost, before, around: context.tracked, tracked, number, epoch });
      }
      note(work, notes);
      return value;
    },
  };
}

/** Statements that are run once cost the same. */
function costOf(runs: number, nested: number, biggest: number): Cost {
  return runs === one.runs && nested === 0 && biggest === 0 ? one : { runs, nested, biggest };
}

const one: Cost = { runs: 1, nested: 0, biggest: 0 };

function numberOf({ errors, enterCalls, loops, guarded }: Context, share: number): number {
  return (((share * 8 + loops) * 2 + Number(errors === 'predicted')) * 2 + Number(enterCalls)) * 2 + Number(guarded);
}

function newNotes(): Notes {
  return { definitions: undefined, homes: undefined, bodies: undefined, assumed: undefined, depth: false };
}

function isEmpty({ definitions, homes, bodies, assumed, depth }: Notes): boolean {
  return !definitions && !homes && !bodies && !assumed?.size && !depth;
}

function stillHolds({ definitions: entered, homes, bodies, assumed }: Notes, { definitions, work }: Context): boolean {
  if (entered) for (const [id, statement] of entered) if (definitions.definition(id) !== statement) return false;
  if (homes) for (const [id, home] of homes) if (definitions.home(id) !== home) return false;
  let met = 0;
  for (const { key, assumed: now } of work.active) {
    if (bodies?.has(key)) return false;
    const then = assumed?.get(key);
    if (then === undefined) continue;
    if (then !== now) return false;
    met++;
  }
  return met === (assumed?.size ?? 0);
}

/** The text of a module, noted as something that the run in progress depends on. */
export function enter(
  { definitions, work }: Context,
  id: DefinitionId,
): ReturnType<Context['definitions']['definition']> {
  const statement = definitions.definition(id);
  noteDefinition(work, id, statement);
  return statement;
}

/** Forgets everything. Changes nothing but the time that the next run takes. */
export function forget(): void {
  epoch++;
}
