/** Texts that code puts together, as far as it matters what they become: which parts somebody else chooses. */
import type { TextPart, Value } from './model';

type Text = Extract<Value, { kind: 'text' }>;

export const clean: Text = { kind: 'text', parts: [{ kind: 'clean' }] };

/** So many parts are kept in their order. */
const most = 24;

/** Texts one behind the other; undefined is text of which nothing is known. */
export function joined(...values: readonly (Value | undefined)[]): Text {
  const parts = values.flatMap((value): readonly TextPart[] => {
    if (value?.kind === 'text') return value.parts;
    return value?.kind === 'null' ? [] : [{ kind: 'unknown' }];
  });
  const kept = parts.filter(
    (part, index) => part.kind === 'literal' || part.kind !== parts[index - 1]?.kind || part.kind === 'input',
  );
  if (kept.length <= most) return { kind: 'text', parts: kept };
  return { kind: 'text', parts: [{ kind: 'unknown' }, ...inputsIn(kept)] };
}

function inputsIn(parts: readonly TextPart[]): readonly TextPart[] {
  const byName = new Map(parts.flatMap((part) => (part.kind === 'input' ? [[part.name, part] as const] : [])));
  return [...byName.values()];
}

/** The names of the parameters that are in a text as they are. */
export function inputs(parts: readonly TextPart[]): readonly string[] {
  return inputsIn(parts).flatMap((part) => (part.kind === 'input' ? [part.name] : []));
}

/** The text without what is known of who chose it: code has looked at it. */
export function lookedAt({ parts }: Text): Text {
  return { kind: 'text', parts: parts.map((part) => (part.kind === 'input' ? { kind: 'unknown' } : part)) };
}

/** The text, where all of it is written in the code. */
export function wholeText(parts: readonly TextPart[]): string | undefined {
  return parts.every((part) => part.kind === 'literal') ? literalsIn(parts) : undefined;
}

export function literalsIn(parts: readonly TextPart[]): string {
  return parts.map((part) => (part.kind === 'literal' ? part.value : '')).join('');
}

/** Types whose values are never read as code. */
const numbers =
  /^(System\.)?(s?byte|u?short|u?int|u?long|float|double|decimal|bool|char|Boolean|Byte|U?Int(16|32|64)|Single|Double|Decimal|DateTime(Offset)?|TimeSpan|Guid|Sql(Boolean|Byte|Int16|Int32|Int64|Single|Double|Decimal|Money|DateTime|Guid))\??$/;

/** What a parameter holds when somebody else calls the method. */
export function givenFor(name: string, type: string): Value | undefined {
  if (numbers.test(type)) return clean;
  if (/^(System\.)?(String|string|object|SqlString|SqlChars|SqlXml|char\[\])\??$/.test(type))
    return { kind: 'text', parts: [{ kind: 'input', name }] };
  return undefined;
}

export function isNumber(type: string): boolean {
  return numbers.test(type);
}
