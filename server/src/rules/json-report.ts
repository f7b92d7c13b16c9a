/** Findings as JSON: one object, places with line and column, what was decided. */
import type { LinePosition } from '../text/line-index';
import { fingerprint } from './baseline';
import type { Coverage } from './coverage';
import { placeIn, type Report, type ReportedFile, textAt } from './report';
import type { Finding } from './rule';

export function jsonReport({ files, coverage, gone, notices, version, exitCode, shard }: Report): object {
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return {
    version: 1,
    tool: { name: 'tsqlctx', version },
    ...(shard !== undefined && { shard }),
    ...(exitCode !== undefined && { exitCode }),
    files: files.map((file) => ({
      file: file.file,
      findings: file.findings.map((finding) => toJson(file, finding)),
      suppressed: (file.suppressed ?? []).map(({ suppression, ...finding }) => ({
        ...toJson(file, finding),
        suppression,
      })),
      ...(file.coverage && { statements: file.coverage.statements, undecided: file.coverage.undecided }),
    })),
    coverage: covered(coverage, texts),
    gone,
    notices,
  };
}

function toJson(file: ReportedFile, finding: Finding): object {
  const { rule, severity, certainty, message, number, span, related } = finding;
  const fixes = file.fixes?.get(finding) ?? [];
  return {
    rule,
    severity,
    certainty,
    message,
    ...(number !== undefined && { number }),
    ...placeIn(file.text, span),
    related: related.map((one) => ({
      file: one.uri,
      ...placeIn(textAt(file, one.uri), one.span),
      message: one.message,
    })),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...placeIn(file.text, edit.span), text: edit.text })),
    })),
    fingerprint: fingerprint(file.text, finding),
    ...(file.known && { baseline: file.known.has(finding) ? 'known' : 'new' }),
  };
}

/** What was decided, with lines for the places. */
export function covered({ statements, undecided, reasons }: Coverage, texts: ReadonlyMap<string, string>): object {
  return {
    statements,
    undecided,
    reasons: reasons.map(({ text, hint, count, places }) => ({
      text,
      ...(hint !== undefined && { hint }),
      count,
      places: places.map(({ file, offset }): { readonly file: string } & LinePosition => ({
        file,
        ...placeIn(texts.get(file) ?? '', { start: offset, end: offset }).start,
      })),
    })),
  };
}
