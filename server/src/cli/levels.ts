/** What decides whether `check` fails: how severe findings are made, and from where on they count. */
import { InvalidArgumentError } from 'commander';
import type { Configuration } from '../configuration/configuration';
import { type Level, levels, type Preset, withLevels } from '../configuration/presets';
import { nearestOf, ruleIds } from '../rules/own-rules';
import { type Fix, newFindings, type ReportedFile } from '../rules/report';
import type { Finding, Severity } from '../rules/rule';

export interface Wanted {
  readonly preset: Preset | undefined;
  /** On the command line. */
  readonly rules: ReadonlyMap<string, Level>;
}

/** The value of one `--rule id=severity`, with those before it. */
export function ruleLevel(given: string, before: ReadonlyMap<string, Level>): ReadonlyMap<string, Level> {
  const [id = '', severity = ''] = given.split('=');
  if (!ruleIds().includes(id)) {
    const near = nearestOf(id, ruleIds());
    throw new InvalidArgumentError(`There is no rule ${id}.${near === undefined ? '' : ` Is ${near} meant?`}`);
  }
  const level = levels.find((one) => one === severity);
  if (!level) throw new InvalidArgumentError(`A severity is one of ${levels.join(', ')}.`);
  return new Map([...before, [id, level]]);
}

/** A file with its findings as severe as the command line, else the configuration, wants them. */
export function leveled<F extends ReportedFile>(file: F, wanted: Wanted, configuration: Configuration): F {
  const severities = {
    preset: wanted.preset ?? configuration.preset,
    rules: new Map([...configuration.rules, ...wanted.rules]),
  };
  const fixes = new Map<Finding, readonly Fix[]>();
  const findings = file.findings.flatMap((one) => {
    const made = withLevels(severities, [one]);
    const own = file.fixes?.get(one);
    if (own) for (const other of made) fixes.set(other, own);
    return made;
  });
  return { ...file, findings, fixes };
}

export type FailOn = 'error' | 'warning' | 'note';

const failing: Readonly<Record<FailOn, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  note: ['error', 'warning', 'information', 'hint'],
};

/** Whether what is found and not in the baseline is too much. */
export function isTooMuch(
  files: readonly ReportedFile[],
  { failOn, maxWarnings }: { readonly failOn: FailOn; readonly maxWarnings: number | undefined },
): boolean {
  const found = files.flatMap(newFindings);
  const warnings = found.filter(({ severity }) => severity === 'warning').length;
  return (
    found.some(({ severity }) => failing[failOn].includes(severity)) ||
    (maxWarnings !== undefined && warnings > maxWarnings)
  );
}
