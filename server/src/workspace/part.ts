/** The part of a script that is asked about. */
import type { Catalog } from '../catalog/model';
import type { Parser } from '../syntax/parser';
import type { Script } from '../syntax/statement';
import type { Span } from '../text/span';
import type { Target } from './request';

/** What calls a module; undefined: nothing that can be written. */
export interface Called {
  readonly call: Script | undefined;
  readonly catalog?: Catalog;
  readonly database?: string | undefined;
}

/** The script that is run: the whole one where no target is given; undefined: there is nothing in the selection. */
export function partOf(parser: Parser, script: Script, target: Target | undefined): Script | undefined {
  if (target?.kind !== 'selection') return script;
  const part = selection(parser, script, target.span);
  return part.batches.some(({ batch }) => batch.statements.length > 0) ? part : undefined;
}

/** Part of a script, at its place. */
function selection(parser: Parser, { uri, text }: Script, { start, end }: Span): Script {
  const { batches } = parser.once(uri, text.slice(start, end));
  return { uri, text, batches: batches.map((placed) => ({ ...placed, offset: placed.offset + start })) };
}
