/** Cuts a batch where something comes between its statements: a new connection, or a file that SQLCMD puts there. */
import { includedBy } from '../../syntax/sqlcmd';
import type { SessionMark } from '../../syntax/stage';
import type { Body, PlacedBatch } from '../../syntax/statement';
import { type Span, shift } from '../../text/span';

export type Piece =
  | { readonly kind: 'body'; readonly body: Body }
  | { readonly kind: 'mark'; readonly mark: SessionMark }
  /** `within`: it stands inside a statement, in front of which it is named here. */
  | { readonly kind: 'file'; readonly name: string; readonly span: Span; readonly within: boolean };

/** The pieces of a batch, in order; takes the marks that stand before its last statement. */
export function pieces(placed: PlacedBatch, marks: SessionMark[]): readonly Piece[] {
  const { statements } = placed.batch;
  const files = filesIn(placed);
  if (files.length === 0 && !(marks[0] && statements.some((one) => isBefore(marks[0], placed.offset + one.offset))))
    return statements.length > 0 ? [{ kind: 'body', body: statements }] : [];
  const found: Piece[] = [];
  let from = 0;
  statements.forEach(({ offset, node }, index) => {
    const start = placed.offset + offset;
    const before = [...takeBefore(marks, start).map(ofMark), ...takeBefore(files, start)].sort(byPlace);
    const within = takeBefore(files, start + node.span.end).map((file): Piece => ({ ...file, within: true }));
    if (before.length + within.length === 0) return;
    if (index > from) found.push({ kind: 'body', body: statements.slice(from, index) });
    found.push(...before, ...within);
    from = index;
  });
  if (from < statements.length) found.push({ kind: 'body', body: from === 0 ? statements : statements.slice(from) });
  return [...found, ...files];
}

type FilePiece = Piece & { readonly kind: 'file' };
type MarkPiece = Piece & { readonly kind: 'mark' };

function filesIn({ batch, offset }: PlacedBatch): FilePiece[] {
  return batch.commands.flatMap((line): FilePiece[] => {
    const name = includedBy(line);
    return name === undefined ? [] : [{ kind: 'file', name, span: shift(line.span, offset), within: false }];
  });
}

function ofMark(mark: SessionMark): MarkPiece {
  return { kind: 'mark', mark };
}

function isBefore(one: { readonly span: Span } | undefined, place: number): boolean {
  return one !== undefined && one.span.start < place;
}

/** Takes the first of a list, as far as they start before a place. */
function takeBefore<T extends { readonly span: Span }>(list: T[], place: number): readonly T[] {
  const end = list.findIndex((one) => !isBefore(one, place));
  return list.splice(0, end < 0 ? list.length : end);
}

function byPlace(a: FilePiece | MarkPiece, b: FilePiece | MarkPiece): number {
  const startOf = (one: FilePiece | MarkPiece): number => (one.kind === 'mark' ? one.mark.span.start : one.span.start);
  return startOf(a) - startOf(b);
}
