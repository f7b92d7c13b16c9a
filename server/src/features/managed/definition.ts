/** From EXTERNAL NAME to the method, and from the method to the modules that name it. */
import { stepAt } from '../../engine/run/steps';
import { holds, type Span, shift } from '../../text/span';
import type { ManagedFile, ManagedUnit } from '../../workspace/managed/model';
import type { Analysed } from '../../workspace/workspace';
import { entryAt } from './hover';

export interface Definition {
  readonly uri: string;
  readonly span: Span;
}

/** The methods that the EXTERNAL NAME at an offset of a script means. */
export function methodDefinition(
  { analysis }: Analysed,
  offset: number,
  units: readonly ManagedUnit[],
): readonly Definition[] {
  const located = stepAt(analysis, offset);
  const statement = located?.step.statement;
  if (!located || statement?.kind !== 'create_module' || !statement.external) return [];
  if (!holds(shift(statement.external.span, located.offset), offset)) return [];
  const id = analysis.context.definitions.idOf(statement);
  return units.flatMap(({ entries, sources }) =>
    entries.flatMap(({ modules, entry: { method } }) => {
      const place = sources.places.get(method);
      const isMeant = modules.some((one) => one.id === id);
      return place && isMeant ? [{ uri: place.file.file, span: shift(method.nameSpan, place.offset) }] : [];
    }),
  );
}

/** The modules of T-SQL that the method at an offset is. */
export function moduleDefinitions(known: ManagedFile, offset: number): readonly Definition[] {
  const found = entryAt(known, offset);
  return (found?.entries ?? []).flatMap(({ modules }) =>
    modules.map(({ analysed, statement, offset: start }) => ({
      uri: analysed.script.uri,
      span: shift(statement.name.span, start),
    })),
  );
}
