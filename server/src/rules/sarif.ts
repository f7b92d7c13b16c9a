/** Findings as SARIF 2.1.0, for code scanning. */
import type { Log, Notification, Region, ReportingDescriptor, Result } from 'sarif';
import { fingerprint } from './baseline';
import { covered } from './json-report';
import { rules } from './list';
import { type OwnRule, ownRules } from './own-rules';
import { type Fix, messageOf, placeIn, type Report, type ReportedFile, textAt } from './report';
import type { Finding, Severity } from './rule';
import type { SuppressedFinding } from './suppressions';

export interface SarifOptions {
  /** The page of a rule, as Markdown. */
  readonly pageOf: (rule: OwnRule) => string;
  /** Where the pages are published, with `{rule}` for the rule's id; empty: nowhere, and nothing links there. */
  readonly pages: string;
}

const levels: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};
const scores: Readonly<Record<Severity, string>> = { error: '7.0', warning: '5.0', information: '2.0', hint: '1.0' };

const described: readonly OwnRule[] = [...rules, ...ownRules];
const indexes = new Map(described.map(({ id }, index) => [id, index]));

export function sarifReport(report: Report, options: SarifOptions): Log {
  const { files, coverage, notices, version, exitCode, shard } = report;
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'tsqlctx',
            version,
            semanticVersion: version,
            rules: described.map((rule) => descriptorOf(rule, options)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'The folder in which the command ran.' } } },
        invocations: [
          {
            executionSuccessful: notices.length === 0,
            ...(exitCode !== undefined && { exitCode }),
            toolExecutionNotifications: notices.map(notificationOf),
          },
        ],
        artifacts: files.map(({ file, coverage: own }) => ({
          location: artifactLocation(file),
          sourceLanguage: languageOf(file),
          ...(own && { roles: ['analysisTarget'] as const }),
        })),
        results: files.flatMap(resultsOf),
        properties: { coverage: covered(coverage, texts), ...(shard !== undefined && { shard }) },
      },
    ],
  };
}

function descriptorOf(rule: OwnRule, { pageOf, pages }: SarifOptions): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: rule.advice, markdown: pageOf(rule) },
    ...(pages !== '' && { helpUri: pages.replace('{rule}', rule.id) }),
    defaultConfiguration: { level: levels[rule.severity] },
    properties: { 'security-severity': rule.securitySeverity ?? scores[rule.severity], tags: ['security'] },
  };
}

function notificationOf(text: string): Notification {
  return { level: 'warning', message: { text } };
}

/** Equal words of one file are told apart by their order. */
function resultsOf(file: ReportedFile): Result[] {
  const seen = new Map<string, number>();
  const all: readonly (Finding | SuppressedFinding)[] = [...file.findings, ...(file.suppressed ?? [])];
  return all.map((finding) => {
    const words = fingerprint(file.text, finding);
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return resultOf(file, finding, `${words}:${count}`);
  });
}

function resultOf(file: ReportedFile, finding: Finding | SuppressedFinding, print: string): Result {
  const own = { uri: file.file, span: finding.span };
  const flow = [...finding.related, { ...own, message: finding.message }];
  const fixes = file.fixes?.get(finding) ?? [];
  return {
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: messageOf(finding) },
    locations: [locationOf(file, own)],
    partialFingerprints: { 'statement/v1': print },
    suppressions: 'suppression' in finding ? [{ kind: 'inSource', justification: finding.suppression.reason }] : [],
    ...(file.known && { baselineState: file.known.has(finding) ? 'unchanged' : 'new' }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(file, fix)) }),
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((one, id) => ({
        id,
        message: { text: one.message },
        ...locationOf(file, one),
      })),
      codeFlows: [
        {
          threadFlows: [
            {
              locations: flow.map((one) => ({
                location: { ...locationOf(file, one), message: { text: one.message } },
              })),
            },
          ],
        },
      ],
    }),
  };
}

function locationOf(
  file: ReportedFile,
  { uri, span }: { readonly uri: string; readonly span: Finding['span'] },
): NonNullable<Result['locations']>[number] {
  return {
    physicalLocation: { artifactLocation: artifactLocation(uri), region: regionOf(textAt(file, uri), span) },
  };
}

function regionOf(text: string, span: Finding['span']): Region {
  const { start, end } = placeIn(text, span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf({ file, text }: ReportedFile, { title, edits }: Fix): NonNullable<Result['fixes']>[number] {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(file),
        replacements: edits.map((edit) => ({
          deletedRegion: regionOf(text, edit.span),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

const root = '%SRCROOT%';

/** A relative path counts from the folder in which the command ran. */
function artifactLocation(file: string): { readonly uri: string; readonly uriBaseId?: string } {
  const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
  const spelt = encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');
  if (/^[a-zA-Z]:\//.test(path)) return { uri: `file:///${spelt}` };
  return path.startsWith('/') ? { uri: `file://${spelt}` } : { uri: spelt, uriBaseId: root };
}

function languageOf(file: string): string {
  if (/\.cs$/i.test(file)) return 'csharp';
  return /\.json$/i.test(file) ? 'json' : 'sql';
}
