/**
 * The variables of SQLCMD that a script sets for itself: `:setvar Name "value"`. The client puts their values into the
 * text.
 */
import { memo } from '../text/memo';
import { type Folded, fold } from '../text/name';
import type { Script } from './statement';

export type SqlcmdVariables = ReadonlyMap<Folded, string>;

const none: SqlcmdVariables = new Map();

/** The variables with their values; one that is set to several values, or to nothing, is left out. */
export const setvarsOf = memo((script: Script): SqlcmdVariables => {
  const found = new Map<Folded, string | undefined>();
  for (const { batch } of script.batches) {
    for (const { command, argument } of batch.commands) {
      const match = command === 'setvar' ? /^([\w-]+)(?:[ \t]+(?:"((?:[^"]|"")*)"|(\S+)))?/.exec(argument) : undefined;
      if (!match) continue;
      const name = fold(match[1]!);
      const value = match[2]?.replaceAll('""', '"') ?? match[3];
      found.set(name, found.has(name) && found.get(name) !== value ? undefined : value);
    }
  }
  const known = [...found].filter((entry): entry is [Folded, string] => entry[1] !== undefined);
  return known.length === 0 ? none : new Map(known);
});

/** A text with the values of its variables; undefined: one of them is not known. */
export function withValues(text: string, variables: SqlcmdVariables): string | undefined {
  if (!text.includes('$(')) return text;
  let known = true;
  const replaced = text.replace(/\$\(([\w-]+)\)/g, (whole, name: string) => {
    const value = variables.get(fold(name));
    if (value === undefined) known = false;
    return value ?? whole;
  });
  return known ? replaced : undefined;
}
