/** A comment that says why a finding is all right. */
import type { Finding } from '../../rules/rule';
import { isBetweenTokens } from '../../syntax/split';
import type { Script } from '../../syntax/statement';
import { type Fix, oneFix } from './fix';
import { lineStartOf, newlineOf } from './places';

/** For the line of the finding; for the whole file, where that line begins inside a string. */
export function suppression(script: Script, { rule, span }: Finding): Fix {
  const { text } = script;
  const at = lineStartOf(text, span.start);
  const newline = newlineOf(text);
  const indent = /^[ \t]*/.exec(text.slice(at))![0];
  const batch = script.batches.findLast(({ offset }) => offset < at);
  if (batch && !isBetweenTokens(text, batch.offset, at - 1))
    return {
      title: `Suppress ${rule} in this file, with a reason`,
      rank: 'choice',
      edits: [{ span: { start: 0, end: 0 }, text: `-- tsqlctx-disable ${rule}: <reason>${newline}` }],
    };
  const above = /-- tsqlctx-disable-next-line [a-z-]+(?:, [a-z-]+)*(?=[^\r\n]*\r?\n$)/.exec(text.slice(0, at));
  if (above && lineStartOf(text, at - 1) <= above.index) {
    const end = above.index + above[0].length;
    return {
      title: `Suppress ${rule} here, too`,
      rank: 'choice',
      edits: [{ span: { start: end, end }, text: `, ${rule}` }],
    };
  }
  const comment = `${indent}-- tsqlctx-disable-next-line ${rule}: <reason>${newline}`;
  return {
    title: `Suppress ${rule} here, with a reason`,
    rank: 'choice',
    edits: [{ span: { start: at, end: at }, text: comment }],
  };
}

/** The line that says that a refusal is meant; the statement has to begin its line. */
export function expectation(script: Script, { span, number, severity }: Finding, statementAt: number): readonly Fix[] {
  const { text } = script;
  const at = lineStartOf(text, statementAt);
  const isFirst = text.slice(at, statementAt).trim() === '';
  if (number === undefined || span.start < statementAt || !isFirst) return [];
  if (severity !== 'error' && severity !== 'warning') return [];
  const line = `${text.slice(at, statementAt)}--# expect: ${number}${newlineOf(text)}`;
  return oneFix(`Say that message ${number} is expected`, 'choice', [{ span: { start: at, end: at }, text: line }]);
}
