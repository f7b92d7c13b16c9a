/** How severe a finding is for a team: presets, and single rules. */
import * as dynamic from '../rules/dynamic/index';
import * as grants from '../rules/grants/index';
import { aboutRule, severities } from '../rules/own-rules';
import type { Finding, Severity } from '../rules/rule';
import * as signing from '../rules/signing/index';

export const presets = ['recommended', 'security-review', 'all'] as const;
export type Preset = (typeof presets)[number];
export type Level = Severity | 'off';
export const levels: readonly Level[] = [...severities, 'off'];

/** What says how severe findings are; what is left out says nothing. */
export interface Severities {
  readonly preset?: Preset | undefined;
  readonly rules?: ReadonlyMap<string, Level>;
}

/** How severe a finding is. A rule that is raised to error stays a warning where the finding is not certain. */
export function levelOf(
  { preset = 'recommended', rules }: Severities,
  finding: Pick<Finding, 'rule' | 'severity' | 'certainty'>,
): Level {
  const set = rules?.get(finding.rule);
  if (set !== undefined) return set === 'error' && finding.certainty === 'possible' ? 'warning' : set;
  return byPreset[preset](finding);
}

/** The findings that are left, each as severe as is wanted. */
export function withLevels(wanted: Severities, findings: readonly Finding[]): readonly Finding[] {
  return findings.flatMap((finding) => {
    const level = levelOf(wanted, finding);
    if (level === 'off') return [];
    return level === finding.severity ? [finding] : [{ ...finding, severity: level }];
  });
}

const byPreset: Readonly<Record<Preset, (finding: Pick<Finding, 'rule' | 'severity'>) => Level>> = {
  recommended: ({ rule, severity }) => (isReview(rule) ? 'off' : severity),
  'security-review': ({ rule, severity }) => {
    if (isAboutTrust(rule)) return severity === 'error' ? 'error' : 'warning';
    return severity === 'error' && isRefusal(rule) ? 'information' : severity;
  },
  all: ({ severity }) => severity,
};

const trusting: ReadonlySet<string> = new Set([
  ...[grants, signing, dynamic].flatMap((group) => Object.values(group).map(({ id }) => id)),
  'alter-drops-clause',
  'approle-without-cookie',
  'clr-strict-off',
  'execute-as-self',
  'revert-skipped-on-error',
  'signature-lost',
  'unreverted-execute-as',
  'unsafe-assembly',
]);

/** Rules about habits that are nothing wrong in themselves. */
function isReview(id: string): boolean {
  const rule = aboutRule(id);
  return rule !== undefined && 'review' in rule;
}

/** Rules about who can become whom, and what is trusted. */
function isAboutTrust(rule: string): boolean {
  return trusting.has(rule);
}

/** Rules about what the server refuses: a script that fails is no hole. */
function isRefusal(id: string): boolean {
  const rule = aboutRule(id);
  return rule !== undefined && 'serverErrors' in rule;
}
