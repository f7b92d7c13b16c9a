/** Findings as text for a terminal: place, severity, rule, message, and the line with its place marked. */
import { lineIndex } from '../text/line-index';
import type { Finding, Severity } from './rule';

export interface ReportedFile {
  readonly file: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 36, hint: 90 };

/** One block a finding, and a line with the counts. With `colour`, terminal colours. */
export function textReport(files: readonly ReportedFile[], { colour }: { readonly colour: boolean }): string {
  const paint = (text: string, code: number): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const blocks = files.flatMap(({ file, text, findings }) => {
    const lines = text.split(/\r\n|\r|\n/);
    const index = lineIndex(text);
    return findings.map((finding) => {
      const at = index.at(finding.span.start);
      const end = index.at(finding.span.end);
      const line = lines[at.line - 1] ?? '';
      const width = Math.max(1, (end.line === at.line ? end.column : line.length + 1) - at.column);
      const head = `${paint(`${file}:${at.line}:${at.column}`, 1)} ${paint(`${finding.severity}[${finding.rule}]`, colours[finding.severity])} ${finding.message}${finding.certainty === 'possible' ? ' (on some paths)' : ''}`;
      const mark = `${line.slice(0, at.column - 1).replace(/[^\t]/g, ' ')}${'^'.repeat(width)}`;
      const related = finding.related.map(
        ({ uri, span, message }) =>
          `    ${paint(placeOf(files, uri, span.start) ?? `${file}:${at.line}`, 90)} ${message}`,
      );
      return [head, `    ${line}`, `    ${paint(mark, colours[finding.severity])}`, ...related].join('\n');
    });
  });
  return [...blocks, summary(files)].join('\n\n');
}

/** FILE:LINE in one of the files; undefined: it is another one. */
function placeOf(files: readonly ReportedFile[], uri: string, offset: number): string | undefined {
  const file = files.find((one) => one.file === uri);
  return file && `${uri}:${lineIndex(file.text).at(offset).line}`;
}

function summary(files: readonly ReportedFile[]): string {
  const count = (severity: Severity): number =>
    files.reduce((sum, file) => sum + file.findings.filter((one) => one.severity === severity).length, 0);
  const part = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  const notes = count('information') + count('hint');
  return `${part(files.length, 'file')}: ${part(count('error'), 'error')}, ${part(count('warning'), 'warning')}, ${part(notes, 'note')}`;
}
