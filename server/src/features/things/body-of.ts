/** The body of a module, run for a caller who may be anybody: that of the analysis, or of another script in its catalog. */
import { databaseKey } from '../../catalog/collation';
import { bodyEntry } from '../../engine/run/body-entry';
import type { ModuleBody } from '../../engine/run/module-bodies';
import { runRoutine } from '../../engine/run/run';
import { change } from '../../engine/session/make';
import type { World } from '../../engine/session/model';
import { newWork } from '../../engine/session/work';
import type { Analysis } from '../../engine/start/analysis';
import type { StatementOf } from '../../syntax/statement';
import { finish } from '../../text/finish';

type Create = StatementOf<'create_module'>;

/** What the run of the body of another script's module may take, in statement runs. */
const forOne = 1 << 10;

/** `around`: a world with the catalog in which the module is told of; `database`: where it is. */
export function bodyOf(analysis: Analysis, definition: Create, around: World, database: string): ModuleBody {
  const own = analysis.bodies.get(definition);
  if (own) return own;
  const known = runs.get(definition);
  if (known?.catalog === around.catalog) return known.body;
  const world = change(around, { database: databaseKey(around.catalog, database) });
  const { definitions } = analysis.context;
  const context = { ...analysis.context, enterCalls: false, work: newWork(forOne) };
  const { run } = finish(runRoutine(context, definition.body, bodyEntry(definitions, world, definition)));
  const body: ModuleBody = { statement: definition, run, world };
  runs.set(definition, { catalog: around.catalog, body });
  return body;
}

const runs = new WeakMap<Create, { readonly catalog: World['catalog']; readonly body: ModuleBody }>();
