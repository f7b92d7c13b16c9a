/** Whether a statement may touch what it touches: ownership chains, then permissions (PERM-2, CHN-1 to CHN-14). */

import { foldIn } from '../../catalog/collation';
import { decideChain, type Link } from '../../catalog/decide/chain';
import { decideColumns } from '../../catalog/decide/columns';
import { objectQuestion } from '../../catalog/decide/question';
import type { SqlObject } from '../../catalog/model';
import { lacking } from '../../catalog/reason';
import type { ColumnUse } from '../../syntax/uses';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Resolved } from '../names/resolve';
import * as messages from '../session/messages';
import type { Outcome, World } from '../session/model';
import { runningModule } from '../session/running-module';
import { serverError } from '../session/server-error';
import { outcomeOf } from './needs';

type ResolvedObject = Resolved & { kind: 'object' };

/** The statements that a chain covers (CHN-2); RECEIVE by the documentation of queues. */
const chained: ReadonlySet<string> = new Set([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'EXECUTE',
  'NEXT VALUE FOR',
  'RECEIVE',
]);

/**
 * May the world do this to the object? Chained from the module that runs; `from` names another referrer, such as the
 * view whose query this is. Errors: 229, 230 for a column (PERM-8). Rules PERM-2, PERM-6 to PERM-8, CHN-1 to CHN-12.
 */
export function requireObject(
  world: World,
  resolved: Resolved,
  permission: string,
  columns: ColumnUse,
  span: Span,
  from: Link | undefined = runningModule(world),
): Outcome {
  switch (resolved.kind) {
    case 'refused':
      return resolved.outcome;
    case 'unknown':
      return resolved;
    case 'remote':
    case 'system':
    case 'temporary':
      return { kind: 'ok', proof: { kind: 'exempt', because: 'nothing is required' } };
    case 'absent':
      return resolved.database.knowledge === 'complete'
        ? {
            ...serverError({
              message: messages.noSuchObject(resolved.shown),
              span,
              refusal: { kind: 'missing', what: 'object', name: resolved.shown },
            }),
            endsScope: true,
          }
        : { kind: 'unknown', because: lacking('declaration', `whether ${resolved.shown} exists is not known`) };
    case 'object':
      return decideObject(world, resolved, permission, columns, span, from);
  }
}

function decideObject(
  world: World,
  resolved: ResolvedObject,
  permission: string,
  columns: ColumnUse,
  span: Span,
  from: Link | undefined,
): Outcome {
  const { catalog } = world;
  const { database, object } = resolved;
  const chain = from && chained.has(permission) ? decideChain(catalog, from, { database, object }) : undefined;
  if (chain?.kind === 'intact') return { kind: 'ok', proof: chain.proof };
  const needed = permission === 'NEXT VALUE FOR' ? 'UPDATE' : permission;
  const question = objectQuestion(catalog, database, object, needed);
  const { verdict, denied } = decideColumns(catalog, resolved.subject, question, object, asked(columns, resolved));
  if (verdict.kind === 'denied' && chain?.kind === 'unknown')
    return { kind: 'unknown', because: chain.because, question };
  const [column] = denied;
  const place = [object.name, database.name, resolved.schema.name] as const;
  const message =
    column === undefined
      ? messages.deniedOnObject(needed, ...place)
      : messages.deniedOnColumn(needed, column, ...place);
  const outcome = outcomeOf(world, span, { verdict, message, refusal: { kind: 'permission' } });
  return outcome.kind === 'ok' || outcome.kind === 'unknown' ? { ...outcome, question } : outcome;
}

function asked(columns: ColumnUse, { database, object }: ResolvedObject): readonly Name[] | 'every' {
  if (columns.kind !== 'some') return 'every';
  const known = columnsOf(object);
  const own = known && new Set(known.map((name) => foldIn(database, name)));
  const isOwn = (name: Name): boolean | undefined => own?.has(foldIn(database, name));
  const named = [...columns.sure.filter((name) => isOwn(name) ?? true), ...columns.maybe.filter(isOwn)];
  return named.length > 0 ? named : 'every';
}

function columnsOf(object: SqlObject): readonly Name[] | undefined {
  if (object.kind === 'table') return object.columns;
  return object.kind === 'module' ? object.columns : undefined;
}
