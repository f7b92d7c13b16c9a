/**
 * The cache of runs. A run of a statement depends on the statement, the entering state, whether a TRY is open, the mode of the
 * analysis, and the texts of the modules that it entered. The first two are identities; the mode makes separate tables; the
 * texts are checked again at each hit, because typing in a module body changes no catalog (style: incremental).
 */
import type { DefinitionId } from '../catalog/model';
import type { Statement } from '../syntax/statement';
import type { Flow } from './flow';
import type { Context, Definitions, State } from './model';

interface Remembered {
  readonly flow: Flow;
  readonly entered: ReadonlyMap<DefinitionId, Statement | undefined>;
}

type Table = WeakMap<Statement, WeakMap<State, Remembered>>;
let tables = new Map<string, Table>();

/** What the run in progress has entered so far; one entry for each enclosing run that is being computed. */
const collecting: Map<DefinitionId, Statement | undefined>[] = [];

/** Answers the remembered run, or computes and remembers it. */
export function remember(context: Context, statement: Statement, before: State, guarded: boolean, compute: () => Flow): Flow {
  const mode = `${context.errors}|${context.enterCalls}|${guarded}`;
  let table = tables.get(mode);
  if (!table) tables.set(mode, (table = new WeakMap()));
  let runs = table.get(statement);
  if (!runs) table.set(statement, (runs = new WeakMap()));
  const hit = runs.get(before);
  if (hit && stillHolds(hit, context.definitions)) {
    note(hit.entered);
    return hit.flow;
  }
  const entered = new Map<DefinitionId, Statement | undefined>();
  collecting.push(entered);
  try {
    const flow = compute();
    runs.set(before, { flow, entered: entered.size === 0 ? nothing : entered });
    return flow;
  } finally {
    collecting.pop();
    note(entered);
  }
}

const nothing: ReadonlyMap<DefinitionId, Statement | undefined> = new Map();

function stillHolds(hit: Remembered, definitions: Definitions): boolean {
  if (hit.entered.size === 0) return true;
  for (const [id, statement] of hit.entered) if (definitions.definition(id) !== statement) return false;
  return true;
}

function note(entered: ReadonlyMap<DefinitionId, Statement | undefined>): void {
  if (entered.size === 0) return;
  const top = collecting.at(-1);
  if (top) for (const [id, statement] of entered) top.set(id, statement);
}

/** The text of a module, noted as something that the run in progress depends on. */
export function enter(definitions: Definitions, id: DefinitionId): ReturnType<Definitions['definition']> {
  const statement = definitions.definition(id);
  collecting.at(-1)?.set(id, statement);
  return statement;
}

/** Forgets everything. Changes nothing but the time that the next run takes. */
export function forget(): void {
  tables = new Map();
}
