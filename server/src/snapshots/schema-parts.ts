/** The parts of a JSON schema, as far as snapshots need it, with the types of the values that they describe. */

export type Part = TextPart | NumberPart | TruthPart | ListPart<Part> | ObjectPart<Fields, Fields>;
type Fields = Readonly<Record<string, Part>>;

interface TextPart<E extends string = string> {
  readonly type: 'string';
  readonly description?: string;
  readonly enum?: readonly E[];
  readonly pattern?: string;
}
interface NumberPart {
  readonly type: 'number';
  readonly description?: string;
  readonly const?: number;
}
interface TruthPart {
  readonly type: 'boolean';
  readonly description?: string;
}
interface ListPart<P> {
  readonly type: 'array';
  readonly description?: string;
  readonly items: P;
}
interface ObjectPart<R, O> {
  readonly type: 'object';
  readonly description?: string;
  readonly required: readonly string[];
  readonly additionalProperties: false;
  readonly properties: R & O;
  /** For the compiler alone. */
  readonly [shape]?: readonly [R, O];
}
declare const shape: unique symbol;

/** The type of the values that a part describes. */
export type Value<P> = P extends { readonly [shape]?: readonly [infer R, infer O] }
  ? P extends { readonly type: 'object' }
    ? Flat<{ readonly [K in keyof R]: Value<R[K]> } & { readonly [K in keyof O]?: Value<O[K]> }>
    : Plain<P>
  : Plain<P>;

type Plain<P> = P extends { readonly type: 'array'; readonly items: infer I }
  ? readonly Value<I>[]
  : P extends TextPart<infer E>
    ? E
    : P extends NumberPart
      ? number
      : P extends TruthPart
        ? boolean
        : never;
type Flat<T> = { readonly [K in keyof T]: T[K] };

export function text(description?: string, pattern?: string): TextPart {
  return { type: 'string', ...described(description), ...(pattern !== undefined && { pattern }) };
}

export function oneOf<const E extends string>(...words: readonly E[]): TextPart<E> {
  return { type: 'string', enum: words };
}

export function whole(description?: string, only?: number): NumberPart {
  return { type: 'number', ...described(description), ...(only !== undefined && { const: only }) };
}

export function truth(description?: string): TruthPart {
  return { type: 'boolean', ...described(description) };
}

export function list<P extends Part>(items: P, description?: string): ListPart<P> {
  return { type: 'array', ...described(description), items };
}

export function object<R extends Fields, O extends Fields = Record<never, never>>(
  required: R,
  optional?: O,
): ObjectPart<R, O> {
  return {
    type: 'object',
    required: Object.keys(required),
    additionalProperties: false,
    properties: { ...required, ...optional } as R & O,
  };
}

function described(description: string | undefined): { readonly description?: string } {
  return description === undefined ? {} : { description };
}
