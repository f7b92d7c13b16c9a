/**
 * Coloured words: principals, and the words that set or leave a context. Nothing else, so that no grammar is overruled.
 */
import type { Script, Statement } from '../syntax/statement';
import { statementsOf, textOf } from '../syntax/walk';
import type { Span } from '../text/span';
import { principalNames } from './principal-names';

export const tokenTypes = ['contextKeyword', 'principal'] as const;

export interface SemanticToken {
  readonly span: Span;
  readonly type: (typeof tokenTypes)[number];
}

/** The tokens of a script in the order of its text; none spans lines. */
export function semanticTokens(script: Script): readonly SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const add = (start: number, end: number, type: SemanticToken['type']): void => {
    if (end > start && !script.text.slice(start, end).includes('\n')) tokens.push({ span: { start, end }, type });
  };
  for (const { offset, node } of statementsOf(script)) {
    if (node.broken) continue;
    for (const words of contextWords(node, textOf(script, node, offset)))
      add(offset + words.start, offset + words.end, 'contextKeyword');
    for (const { span } of principalNames(node)) add(offset + span.start, offset + span.end, 'principal');
  }
  return tokens
    .sort((a, b) => a.span.start - b.span.start)
    .filter((token, index, all) => index === 0 || token.span.start >= (all[index - 1]?.span.end ?? 0));
}

/** The stretches of context words in a statement's text. */
function contextWords(statement: Statement, text: string): readonly Span[] {
  switch (statement.kind) {
    case 'execute_as':
      return match(text, /^exec(?:ute)?\s+as\s+(?:login|user|caller)/i, 0);
    case 'revert':
      return match(text, /^revert/i, 0);
    case 'setuser':
      return match(text, /^setuser/i, 0);
    case 'create_module': {
      const clause = statement.executeAs;
      if (!clause) return [];
      const from = Math.max(0, clause.span.start - 30);
      return match(text.slice(from, clause.span.end), /exec(?:ute)?\s+as\s+(?:(?:caller|self|owner)\b)?/i, from);
    }
    case 'execute_string':
      return statement.as
        ? match(
            text.slice(statement.as.span.start, statement.as.span.end),
            /^as\s+(?:login|user)/i,
            statement.as.span.start,
          )
        : [];
    default:
      return [];
  }
}

function match(text: string, pattern: RegExp, from: number): readonly Span[] {
  const found = pattern.exec(text);
  return found ? [{ start: from + found.index, end: from + found.index + found[0].trimEnd().length }] : [];
}
