/** Lenses on methods that SQL Server starts: as what, and from how many scripts. */
import { shift } from '../../text/span';
import type { ManagedEntry, ManagedFile } from '../../workspace/managed/model';
import type { Lens } from '../lenses';

export function managedLenses({ file, unit }: ManagedFile): readonly Lens[] {
  return unit.entries.flatMap((entry): readonly Lens[] => {
    const { method } = entry.entry;
    const place = unit.sources.places.get(method);
    if (place?.file !== file || entry.modules.length === 0) return [];
    return [{ span: shift(method.nameSpan, place.offset), title: titleOf(entry), simulate: undefined }];
  });
}

function titleOf({ modules, calls }: ManagedEntry): string {
  const names = [
    ...new Set(
      modules.map(({ statement, database }) =>
        database ? `${database.name}: ${statement.name.text}` : statement.name.text,
      ),
    ),
  ];
  const scripts = new Set(calls.map(({ script }) => script.uri)).size;
  const from =
    scripts === 0 ? 'not called in the scripts at hand' : `from ${scripts} script${scripts === 1 ? '' : 's'}`;
  return scripts === 0 ? `${names.join(', ')}, ${from}` : `called as ${names.join(', ')} ${from}`;
}
