/**
 * What a script declares to the other scripts of its workspace: databases, principals, objects, module headers, grants,
 * keys, signatures. The declarations of all other scripts, applied to a fresh catalog, are what a script starts from.
 */
import type { Catalog } from '../../catalog/model';
import type { Body, Script, Statement } from '../../syntax/statement';
import { runChildrenOf } from '../../syntax/walk';
import { memo } from '../../text/memo';
import { type Folded, fold } from '../../text/name';
import { stageOf } from './analysis';
import { logon } from '../run/logon';
import { change } from '../session/make';
import type { Context, Definitions, State, World } from '../session/model';
import { stepWorld } from '../step/index';
import { noneTracked } from '../calls/tracked';
import { newWork } from '../session/work';
import { finish } from '../../text/finish';

export interface Declaration {
  /** 0 comes first: what others need before they can be declared. */
  readonly phase: 0 | 1 | 2 | 3 | 4;
  /** The database in which it stands; undefined: whichever the script is run in. */
  readonly database: string | undefined;
  readonly statement: Statement;
}

/** What a script declares, in the order in which it is written. */
export const declarationsOf = memo((script: Script): readonly Declaration[] => {
  const found: Declaration[] = [];
  let database = stageOf(script).sessions[0]?.database;
  const visit = (body: Body): void => {
    for (const { node } of body) {
      if (node.kind === 'use') database = node.database.name;
      const phase = phaseOf(node);
      if (phase !== undefined && !node.broken) found.push({ phase, database, statement: node });
      visit(declaringInside(node));
    }
  };
  for (const { batch } of script.batches) visit(batch.statements);
  return found;
});

function phaseOf(statement: Statement): Declaration['phase'] | undefined {
  switch (statement.kind) {
    case 'create_database':
    case 'create_login':
      return 0;
    case 'create_role':
    case 'create_user':
    case 'create_application_role':
    case 'create_key':
    case 'backup_certificate':
      return 1;
    case 'create_schema':
    case 'create_table':
    case 'create_type':
    case 'create_synonym':
    case 'create_sequence':
    case 'create_module':
    case 'queue':
    case 'service':
      return 2;
    case 'alter_role':
    case 'permission':
    case 'alter_authorization':
    case 'alter_database':
      return 3;
    case 'signature':
      return 4;
    default:
      return undefined;
  }
}

/** What is declared inside a statement. A CATCH block may never run; a schema declares its elements itself. */
function declaringInside(statement: Statement): Body {
  if (statement.kind === 'try_catch') return statement.try;
  return statement.kind === 'create_schema' ? [] : runChildrenOf(statement);
}

/**
 * The catalog after the declarations of these scripts, made by the administrator. A declaration that the engine
 * refuses, for want of something that is not in the workspace, changes nothing.
 */
export function declaredCatalog(
  scripts: readonly Script[],
  fresh: Catalog,
  database: string,
  definitions: Definitions,
): Catalog {
  const context: Context = {
    definitions,
    errors: 'predicted',
    enterCalls: false,
    tracked: noneTracked,
    loops: 0,
    work: newWork(),
  };
  const request = { number: 0, login: 'sa', database: 'master', span: { start: 0, end: 0 } };
  const administrator = worldOf(finish(logon(context, [fresh], request)).after);
  if (!administrator) return fresh;
  const declarations = scripts.flatMap(declarationsOf);
  let catalog = fresh;
  for (const phase of [0, 1, 2, 3, 4] as const) {
    for (const declaration of declarations) {
      if (declaration.phase === phase)
        catalog = declare(context, administrator, catalog, declaration, fold(declaration.database ?? database));
    }
  }
  return catalog;
}

function worldOf(state: State): World | undefined {
  return state.kind === 'worlds' ? state.worlds[0] : undefined;
}

function declare(
  context: Context,
  administrator: World,
  catalog: Catalog,
  { statement }: Declaration,
  database: Folded,
): Catalog {
  if (!catalog.databases.has(database)) return catalog;
  const effect = stepWorld(context, statement, change(administrator, { catalog, database }));
  return effect.outcome.kind === 'error' ? catalog : effect.after.catalog;
}
