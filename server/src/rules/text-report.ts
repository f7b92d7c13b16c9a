/** Findings as text for a terminal: place, severity, rule, message, and the line with its place marked. */
import { lineIndex } from '../text/line-index';
import { coverageLine } from './coverage';
import { countOf, messageOf, newFindings, type Report, type ReportedFile, textAt } from './report';
import type { Finding, Severity } from './rule';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };

export interface TextOptions {
  readonly colour: boolean;
  /** Whether all reasons why something is not decided are listed. */
  readonly explainUnknown?: boolean;
}

/** One block a finding, what is gone from the baseline, and a line with the counts. */
export function textReport(report: Report, { colour, explainUnknown = false }: TextOptions): string {
  const paint: Paint = (text, code) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = report.files.flatMap((file) => newFindings(file).map((finding) => block(file, finding, paint)));
  return [...blocks, ...(explainUnknown ? unknowns(report) : []), ...goneLines(report), summary(report)].join('\n\n');
}

type Paint = (text: string, code: number) => string;

function block(reported: ReportedFile, finding: Finding, paint: Paint): string {
  const { file, text } = reported;
  const index = lineIndex(text);
  const at = index.at(finding.span.start);
  const end = index.at(finding.span.end);
  const from = index.starts[at.line - 1] ?? 0;
  const line = text.slice(from, index.starts[at.line] ?? text.length).replace(/[\r\n]+$/, '');
  const width = Math.max(1, (end.line === at.line ? end.column : line.length + 1) - at.column);
  const head = `${paint(`${file}:${at.line}:${at.column}`, 1)} ${paint(`${finding.severity}[${finding.rule}]`, colours[finding.severity])} ${messageOf(finding)}`;
  const mark = `${line.slice(0, at.column - 1).replace(/[^\t]/g, ' ')}${'^'.repeat(width)}`;
  const related = finding.related.map(
    ({ uri, span, message }) =>
      `    ${paint(`${uri}:${lineIndex(textAt(reported, uri)).at(span.start).line}`, 90)} ${message}`,
  );
  return [head, `    ${line}`, `    ${paint(mark, colours[finding.severity])}`, ...related].join('\n');
}

function unknowns({ coverage, files }: Report): readonly string[] {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return coverage.reasons.map(({ text, hint, count, places }) =>
    [
      `${countOf(count, 'statement')} not decided: ${text}${hint === undefined ? '' : ` (${hint})`}`,
      ...places.map(({ file, offset }) => `    ${file}:${lineIndex(texts.get(file) ?? '').at(offset).line}`),
      ...(count > places.length ? [`    and ${count - places.length} more`] : []),
    ].join('\n'),
  );
}

function goneLines({ gone }: Report): readonly string[] {
  if (gone.length === 0) return [];
  return [
    [
      `Gone from the baseline (--update-baseline takes it out): ${countOf(gone.length, 'finding')}`,
      ...gone.map(({ file, rule, message }) => `    ${file} [${rule}] ${message}`),
    ].join('\n'),
  ];
}

function summary({ files, coverage }: Report): string {
  const found = files.flatMap(newFindings);
  const count = (...wanted: readonly Severity[]): number => found.filter((one) => wanted.includes(one.severity)).length;
  const known = files.reduce((sum, file) => sum + (file.known?.size ?? 0), 0);
  const suppressed = files.reduce((sum, { suppressed: list = [] }) => sum + list.length, 0);
  const scripts = files.filter(({ coverage: own }) => own !== undefined).length;
  const counts = [
    countOf(count('error'), 'error'),
    countOf(count('warning'), 'warning'),
    countOf(count('information', 'hint'), 'note'),
    ...(known > 0 ? [`${known.toLocaleString('en')} in the baseline`] : []),
    ...(suppressed > 0 ? [`${suppressed.toLocaleString('en')} suppressed`] : []),
  ];
  return `${countOf(scripts, 'script')}, ${countOf(coverage.statements, 'statement')}: ${counts.join(', ')}; ${coverageLine(coverage)}`;
}
