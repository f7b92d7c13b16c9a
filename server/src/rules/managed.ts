/** Runs the rules over the C# of an assembly. What several ways into the code lead to is told once. */
import type { EntryRun } from '../clr/flow/model';
import { siteKey } from '../clr/flow/worlds';
import { memo } from '../text/memo';
import { shift } from '../text/span';
import type { ManagedEntry, ManagedFile, ManagedUnit } from '../workspace/managed/model';
import { rules } from './list';
import { type FoundInText, foundInTexts } from './managed-texts';
import type { Finding, ManagedFinding, Rule } from './rule';
import { type Sorted, sorted } from './suppressions';

/** The findings of a file, in the order of its text, and what comments suppress. */
export function judgeManaged({ file, unit }: ManagedFile, today?: string): Sorted {
  const own = foundIn(unit).filter((one) => one.file === file.file);
  const found = own.map(({ finding }) => finding);
  const { findings, suppressed } = sorted(found, file.text, today);
  return { findings: [...findings].sort(byPlace), suppressed: [...suppressed].sort(byPlace) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

interface PlacedFinding {
  readonly file: string;
  readonly finding: Finding;
}

const foundIn = memo((unit: ManagedUnit): readonly PlacedFinding[] => {
  const found = new Map<string, Met>();
  for (const entry of unit.entries) {
    if (entry.run.cut) continue; // what is not followed to its end is not judged
    for (const rule of rules) {
      for (const one of rule.managed?.(entry, unit) ?? []) {
        if (one.site.member.broken) continue;
        const key = `${rule.id}|${siteKey(one.site)}`;
        const met = found.get(key);
        const entries = new Set([...(met?.entries ?? []), entry]);
        found.set(key, { rule, one: met ? weaker(met.one, one) : one, entries });
      }
    }
  }
  const inTexts = unit.entries.flatMap((entry) => (entry.run.cut ? [] : foundInTexts(entry, unit)));
  return [
    ...[...found.values()].flatMap((met) => placed(unit, met.rule, asSure(unit, met))),
    ...inTexts.flatMap((one) => placedText(unit, one)),
  ];
});

interface Met {
  readonly rule: Rule;
  readonly one: ManagedFinding;
  readonly entries: ReadonlySet<ManagedEntry>;
}

/** What is so on some ways into the code, and not on others that lead there, too, is possible. */
function asSure({ entries }: ManagedUnit, { one, entries: having }: Met): ManagedFinding {
  if (!one.ofWay) return one;
  const key = siteKey(one.site);
  const isElsewhere = entries.some((entry) => !having.has(entry) && sitesIn(entry.run).has(key));
  return isElsewhere ? { ...one, certainty: 'possible' } : one;
}

const sitesIn = memo(({ seen }: EntryRun): ReadonlySet<string> => new Set(seen.map(({ site }) => siteKey(site))));

/** Two ways lead to one place: the more severe finding stands, and is as sure as the less sure of both. */
function weaker(a: ManagedFinding, b: ManagedFinding): ManagedFinding {
  const stands = a.severity !== undefined && b.severity === undefined ? b : a;
  return a.certainty === 'possible' || b.certainty === 'possible' ? { ...stands, certainty: 'possible' } : stands;
}

function placedText({ sources }: ManagedUnit, { site, finding }: FoundInText): readonly PlacedFinding[] {
  const place = sources.places.get(site.member);
  if (!place || site.member.broken) return [];
  return [{ file: place.file.file, finding: { ...finding, span: shift(site.span, place.offset) } }];
}

function placed({ sources }: ManagedUnit, rule: Rule, one: ManagedFinding): readonly PlacedFinding[] {
  const place = sources.places.get(one.site.member);
  if (!place) return [];
  const severity = one.severity ?? rule.severity;
  const certainty = one.certainty ?? 'always';
  const related = (one.related ?? []).flatMap(({ site, message }) => {
    const other = sources.places.get(site.member);
    return other ? [{ uri: other.file.file, span: shift(site.span, other.offset), message }] : [];
  });
  const finding: Finding = {
    rule: rule.id,
    severity: certainty === 'possible' && severity === 'error' ? 'warning' : severity,
    span: shift(one.site.span, place.offset),
    certainty,
    message: one.message,
    serverErrors: rule.serverErrors,
    related: [...related, ...(one.scripts ?? [])],
  };
  return [{ file: place.file.file, finding }];
}
