/** Calls that make texts of texts, and numbers of them. */
import type { Called } from './calls';
import { simple } from './library';
import type { TextPart, Value } from './model';
import { clean, joined } from './texts';

/** The text that a call makes; undefined: it is no such call. */
export function textCall({ name, type, target, given }: Called): Value | undefined {
  const outer = simple(type);
  if (/^[Ss]tring$/.test(outer) && target === undefined) return ofString(name, given);
  if (outer === 'Convert' || name === 'Parse')
    return /^(ToString|Parse)$/.test(name) && outer === 'Convert' ? given[0] : clean;
  if (name === 'QuoteIdentifier') return clean;
  if (target?.kind !== 'text') return undefined;
  switch (name) {
    case 'ToString':
    case 'Trim':
    case 'TrimEnd':
    case 'TrimStart':
    case 'ToUpper':
    case 'ToLower':
    case 'ToUpperInvariant':
    case 'ToLowerInvariant':
    case 'Substring':
    case 'Normalize':
      return target;
    case 'Replace':
      return isQuoting(given) ? clean : target;
    default:
      return undefined;
  }
}

function ofString(name: string, given: readonly (Value | undefined)[]): Value | undefined {
  if (name === 'Concat') return joined(...given);
  return name === 'Format' ? formatted(given) : undefined;
}

/** `Format("a {0}", x)` */
export function formatted([format, ...values]: readonly (Value | undefined)[]): Value {
  if (format?.kind !== 'text') return joined(undefined, ...values);
  const pieces = format.parts.flatMap((part): readonly (Value | undefined)[] => {
    if (part.kind !== 'literal') return [{ kind: 'text', parts: [part] }];
    return part.value.split(/(\{\d+[^{}]*\})/).map((piece): Value | undefined => {
      const index = /^\{(\d+)/.exec(piece)?.[1];
      if (index !== undefined) return values[Number(index)];
      const written: TextPart = { ...part, value: piece };
      return { kind: 'text', parts: piece === '' ? [] : [written] };
    });
  });
  return joined(...pieces);
}

/** `Replace("'", "''")` and `Replace("]", "]]")`. */
function isQuoting([what, by]: readonly (Value | undefined)[]): boolean {
  const [from, to] = [textOf(what), textOf(by)];
  return (from === "'" || from === ']') && to === from + from;
}

function textOf(value: Value | undefined): string | undefined {
  const [part] = value?.kind === 'text' ? value.parts : [];
  return part?.kind === 'literal' ? part.value : undefined;
}
