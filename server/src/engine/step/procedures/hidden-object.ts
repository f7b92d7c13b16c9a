/** Procedures that show one object know none that the user may not see (15009, PERM-16). */
import { decideVisible } from '../../../catalog/decide-visible';
import { type Effect, failed } from '../../effect';
import { splitName } from '../../evaluate/names';
import type { Value, World } from '../../model';
import { serverError } from '../../outcome';
import { resolveObject } from '../../resolve';
import type { Span } from '../../../text/span';

const aboutOneObject: ReadonlySet<string> = new Set(['sp_help', 'sp_helpindex', 'sp_helpconstraint', 'sp_helpstats', 'sp_helptrigger', 'sp_spaceused']);

/** The refusal of such a procedure; undefined: it shows the object, or is asked for none. */
export function hiddenObject(world: World, name: string, asked: Value | undefined, span: Span): Effect | undefined {
  const parts = aboutOneObject.has(name) && asked?.kind === 'string' ? splitName(asked.value) : undefined;
  const [object, schema, database] = [...(parts ?? [])].reverse();
  if (!object || asked?.kind !== 'string' || (parts?.length ?? 0) > 3) return undefined;
  const target = resolveObject(world, { span, text: asked.value, name: object, ...(schema && { schema }), ...(database && { database }) });
  if (target.kind === 'refused') return failed(world, target.outcome);
  if (target.kind !== 'object') return undefined;
  const seen = decideVisible(world.catalog, target.database, target.subject, target.object);
  if (seen.kind === 'allowed') return undefined;
  if (seen.kind === 'unknown') return { outcome: { kind: 'unknown', because: seen.because }, after: world };
  const refusal = { kind: 'missing', what: 'object', name: target.shown } as const;
  return failed(world, serverError({ number: 15009, inserts: [target.shown, target.database.name], span, refusal }));
}
