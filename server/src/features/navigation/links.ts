/** Names of files in a script: those that it includes, and those from which certificates and assemblies come. */
import { regionsIn } from '../../syntax/regions';
import { includedBy } from '../../syntax/sqlcmd';
import type { Script, Statement } from '../../syntax/statement';
import { statementsOf, textOf } from '../../syntax/walk';
import type { Span } from '../../text/span';
import { placeOf } from '../../workspace/places';

export interface FileLink {
  readonly span: Span;
  /** Where the file would be. */
  readonly place: string;
}

/** Whether they are there the door looks for. */
export function fileLinks(script: Script): readonly FileLink[] {
  return [...included(script), ...named(script)].sort((a, b) => a.span.start - b.span.start);
}

function included(script: Script): readonly FileLink[] {
  return script.batches.flatMap(({ offset, batch }) =>
    batch.commands.flatMap((line) => {
      const name = includedBy(line);
      const place = name === undefined ? undefined : placeOf(script.uri, name);
      if (place === undefined) return [];
      const start = offset + line.span.start;
      const written = script.text.slice(start, offset + line.span.end);
      const from = /^\s*:r\s+"?/i.exec(written)?.[0].length ?? 0;
      const end = written.trimEnd().replace(/"$/, '').length;
      return end > from ? [{ span: { start: start + from, end: start + end }, place }] : [];
    }),
  );
}

function named(script: Script): readonly FileLink[] {
  return [...statementsOf(script)].flatMap(({ offset, node }) => {
    const files = filesOf(node);
    if (files.length === 0) return [];
    const text = textOf(script, node, offset);
    return [...regionsIn(text)].flatMap(({ kind, start, end }) => {
      const value = kind === 'string' ? text.slice(start + 1, end - 1).replaceAll("''", "'") : undefined;
      const place = value !== undefined && files.includes(value) ? placeOf(script.uri, value) : undefined;
      return place === undefined ? [] : [{ span: { start: offset + start + 1, end: offset + end - 1 }, place }];
    });
  });
}

function filesOf(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'create_key':
      return statement.from.kind === 'file' ? [statement.from.path] : [];
    case 'create_assembly':
    case 'alter_assembly':
      return statement.from?.kind === 'file' && statement.from.path !== undefined ? [statement.from.path] : [];
    case 'backup_certificate':
      return [statement.file, ...(statement.privateKeyFile === undefined ? [] : [statement.privateKeyFile])];
    default:
      return [];
  }
}
