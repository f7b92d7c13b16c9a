/** Findings for build servers: the workflow commands of GitHub, and JUnit's XML. */
import { coverageLine } from './coverage';
import { messageOf, newFindings, placeIn, type Report } from './report';
import type { Severity } from './rule';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** A workflow command a finding: GitHub shows it at its line. The last line says what was decided. */
export function githubReport({ files, coverage }: Report): string {
  const lines = files.flatMap((file) =>
    newFindings(file).map((finding) => {
      const { start, end } = placeIn(file.text, finding.span);
      const place = {
        file: file.file.replaceAll('\\', '/'),
        line: start.line,
        endLine: end.line,
        ...(end.line === start.line && { col: start.column, endColumn: Math.max(start.column, end.column - 1) }),
        title: finding.rule,
      };
      const properties = Object.entries(place).map(([key, value]) => `${key}=${escapedProperty(`${value}`)}`);
      return `::${commands[finding.severity]} ${properties.join(',')}::${escapedData(messageOf(finding))}`;
    }),
  );
  return [...lines, `tsqlctx: ${files.length} files, ${coverageLine(coverage)}`].join('\n');
}

function escapedData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A suite a file, a failed case a finding; a file without findings is a case that passes. */
export function junitReport({ files, coverage }: Report): string {
  const suites = files.map((file) => {
    const found = newFindings(file);
    const name = attribute(file.file);
    const cases = found.map((finding) => {
      const { start } = placeIn(file.text, finding.span);
      const message = messageOf(finding);
      return [
        `    <testcase classname="${name}" name="${attribute(`${finding.rule} ${start.line}:${start.column}`)}">`,
        `      <failure type="${finding.severity}" message="${attribute(message)}">${escapedText(`${file.file}:${start.line}:${start.column} ${message}`)}</failure>`,
        '    </testcase>',
      ].join('\n');
    });
    return [
      `  <testsuite name="${name}" tests="${Math.max(1, found.length)}" failures="${found.length}">`,
      ...(found.length > 0 ? cases : [`    <testcase classname="${name}" name="no findings"/>`]),
      '  </testsuite>',
    ].join('\n');
  });
  const failures = files.reduce((sum, file) => sum + newFindings(file).length, 0);
  const tests = files.reduce((sum, file) => sum + Math.max(1, newFindings(file).length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${escapedText(coverageLine(coverage)).replaceAll('--', '- -')} -->`,
    `<testsuites name="tsqlctx" tests="${tests}" failures="${failures}">`,
    ...suites,
    '</testsuites>',
  ].join('\n');
}

function escapedText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function attribute(text: string): string {
  return escapedText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}
