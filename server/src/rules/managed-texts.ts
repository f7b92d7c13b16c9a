/** What is found in SQL that managed code sends over the context connection: it is shown in the literal that holds it. */

import type { Site, TextPart } from '../clr/flow/model';
import { literalOf } from '../clr/syntax/literals';
import { finish } from '../text/finish';
import type { ManagedEntry, ManagedUnit } from '../workspace/managed/model';
import { textRuns } from '../workspace/managed/texts';
import type { Placed } from './judge-step';
import type { Finding } from './rule';
import { foundInString } from './runner';

/** A finding with its place in a member. */
export interface FoundInText {
  readonly site: Site;
  readonly finding: Omit<Finding, 'span'>;
}

export function foundInTexts(entry: ManagedEntry, unit: ManagedUnit): readonly FoundInText[] {
  const found = new Map<string, FoundInText>();
  for (const { site, deed, identity, thread } of entry.run.seen) {
    // what is refused as a whole says nothing of its parts
    if (deed.kind !== 'command' || deed.to !== 'context' || identity.kind !== 'service' || thread !== 'own') continue;
    const runs = textRuns(entry, deed.text);
    const inAny = runs.filter((one) => one.for === 'any').map(({ run }) => finish(foundInString(run)));
    const inCalls = runs.filter((one) => one.for === 'call').map(({ run }) => finish(foundInString(run)));
    for (const one of [...inAny, ...inCalls].flat()) {
      const start = one.offset + one.found.span.start;
      const end = one.offset + one.found.span.end;
      const place = placeOf(unit, deed.text, { start, end }) ?? site;
      const isSure = inAny.every((list) => has(list, one)) && inCalls.every((list) => has(list, one));
      const key = `${one.rule.id}|${place.span.start}|${one.found.message}`;
      if (!found.has(key)) found.set(key, { site: place, finding: findingOf(one, isSure) });
    }
  }
  return [...found.values()];
}

function has(list: readonly Placed[], one: Placed): boolean {
  return list.some((other) => other.rule === one.rule && other.offset === one.offset);
}

function findingOf({ rule, found, certainty: own, refusal }: Placed, isSure: boolean): FoundInText['finding'] {
  const certainty = isSure ? own : 'possible';
  const severity = found.severity ?? rule.severity;
  const number = refusal?.number ?? undefined;
  return {
    rule: rule.id,
    severity: certainty === 'possible' && severity === 'error' ? 'warning' : severity,
    certainty,
    message: `In the SQL of this command: ${found.message}`,
    ...(number !== undefined && { number }),
    serverErrors: rule.serverErrors,
    related: [],
  };
}

/** Where a part of a text stands in the literal that it comes from; undefined: it stands in none. */
function placeOf(unit: ManagedUnit, parts: readonly TextPart[], { start, end }: Site['span']): Site | undefined {
  let from = 0;
  for (const part of parts) {
    if (part.kind !== 'literal') return undefined;
    const to = from + part.value.length;
    if (start < to) return within(unit, part, { start: start - from, end: Math.min(end, to) - from });
    from = to;
  }
  return undefined;
}

function within(
  { sources }: ManagedUnit,
  { site, value }: Extract<TextPart, { kind: 'literal' }>,
  { start, end }: Site['span'],
): Site | undefined {
  const place = sources.places.get(site.member);
  if (!place) return undefined;
  const from = place.offset + site.span.start;
  const literal = literalOf(place.file.text.slice(from, place.offset + site.span.end));
  if (literal.value !== value) return site; // a part of a literal, or one with other values in it
  const [first = 0, last = 0] = [literal.places[start], literal.places[end]];
  return { member: site.member, span: { start: site.span.start + first, end: site.span.start + last } };
}
