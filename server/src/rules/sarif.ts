/** Findings as SARIF 2.1.0, for code scanning. */
import type { Log, Result } from 'sarif';
import { lineIndex } from '../text/line-index';
import { rules } from './list';
import type { Finding, Severity } from './rule';
import type { ReportedFile } from './text-report';

const levels: Readonly<Record<Severity, Result.level>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};
/** Where the pages of docs/rules/ are published. */
const pages = 'https://github.com/tsqlctx/tsql-execution-context/blob/main/docs/rules';
const scores: Readonly<Record<Severity, string>> = { error: '7.0', warning: '5.0', information: '2.0', hint: '1.0' };

export function sarifReport(files: readonly ReportedFile[]): Log {
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: {
          driver: {
            name: 'tsqlctx',
            rules: rules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.summary },
              fullDescription: { text: rule.why },
              help: { text: rule.advice },
              helpUri: `${pages}/${rule.id}.md`,
              properties: { 'security-severity': rule.securitySeverity ?? scores[rule.severity], tags: ['security'] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap(resultsOf),
      },
    ],
  };
}

/** Equal words of one file are told apart by their order. */
function resultsOf(file: ReportedFile): Result[] {
  const seen = new Map<string, number>();
  return file.findings.map((finding) => {
    const words = fingerprint(file.text.slice(finding.span.start, finding.span.end), finding.rule);
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return resultOf(file, finding, `${words}:${count}`);
  });
}

function resultOf({ file, text }: ReportedFile, finding: Finding, print: string): Result {
  const place = (span: Finding['span']): NonNullable<Result['locations']>[number] => {
    const index = lineIndex(text);
    const start = index.at(span.start);
    const end = index.at(span.end);
    return {
      physicalLocation: {
        artifactLocation: { uri: file.replaceAll('\\', '/') },
        region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
      },
    };
  };
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [place(finding.span)],
    partialFingerprints: { 'statement/v1': print },
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map(({ span, message }, id) => ({
        id,
        message: { text: message },
        ...place(span),
      })),
      codeFlows: [
        {
          threadFlows: [
            {
              locations: [...finding.related, finding].map(({ span, message }) => ({
                location: { ...place(span), message: { text: message } },
              })),
            },
          ],
        },
      ],
    }),
  };
}

/** Of the words, not of the place: a finding that moves stays the same. */
function fingerprint(text: string, rule: string): string {
  let hash = 0x811c9dc5;
  for (const character of `${rule}|${text.replace(/\s+/g, ' ').toLowerCase()}`)
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
