/** A stretch of text in UTF-16 code units. Inside a statement, offsets count from the statement's own start. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A thing and where it starts, counted from the start of what holds it (a batch, or the enclosing statement). */
export interface Placed<T> {
  readonly offset: number;
  readonly node: T;
}

/** The same stretch seen from an origin that lies `by` code units earlier. */
export function shift(span: Span, by: number): Span {
  return by === 0 ? span : { start: span.start + by, end: span.end + by };
}

/** Whether `offset` lies in the span; the end counts as inside, as a cursor behind the last character does. */
export function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
