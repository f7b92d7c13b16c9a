/** Findings as comments of carets: `--  ^^^^ error[rule]: message`, in C# `//  ^^^^`, marks the code line above it. */
import type { Finding } from '../../server/src/rules/rule';
import { lineIndex } from '../../server/src/text/line-index';

export const caretLine = /^(?:--|\/\/)(\s*)(\^+) (error|warning|information|hint)\[([\w-]+)\](?:: ?(.*))?$/;

export interface Caret {
  readonly line: number;
  /** 1-based; those that would begin in columns 1 and 2 begin in column 3, right behind the dashes. */
  readonly column: number;
  readonly severity: string;
  readonly rule: string;
  /** The message, or a part of it. */
  readonly text: string;
}

/** What the comments of a script say. */
export function expectedIn(text: string): readonly Caret[] {
  let code = 0;
  return text.split(/\r?\n/).flatMap((line, index) => {
    const found = caretLine.exec(line);
    if (!found) {
      code = index + 1;
      return [];
    }
    const [, space = '', , severity = '', rule = '', message = ''] = found;
    return [{ line: code, column: 3 + space.length, severity, rule, text: message.trim() }];
  });
}

/** Where the comment of a finding would stand, and what it would say. */
export function placeOf({ rule, severity, span, message }: Finding, text: string): Caret {
  const { line, column } = lineIndex(text).at(span.start);
  return { line, column: Math.max(3, column), severity, rule, text: message };
}

export function isMet(expected: Caret, found: Caret): boolean {
  const same = (['line', 'column', 'severity', 'rule'] as const).every((field) => expected[field] === found[field]);
  return same && found.text.includes(expected.text);
}

export function shown({ line, column, severity, rule, text }: Caret): string {
  return `${line}:${column} ${severity}[${rule}] ${text}`;
}
