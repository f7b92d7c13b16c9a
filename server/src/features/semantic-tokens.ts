/**
 * Coloured words: principals, the keys that sign, the words that set or leave a context, and names of things in other
 * databases where the context can't leave its own. Nothing else, so that no grammar is overruled.
 */
import { databaseKey } from '../catalog/collation';
import { stepsAsWritten } from '../engine/run/steps';
import type { Step } from '../engine/session/model';
import type { Script, Statement } from '../syntax/statement';
import { statementsOf, textOf } from '../syntax/walk';
import type { Span } from '../text/span';
import type { Analysed } from '../workspace/workspace';
import { glanceOf } from './glance/glance';
import { namedThings, type Thing } from './things/named';

export const tokenTypes = ['contextKeyword', 'principal', 'signingKey', 'elsewhere'] as const;
export const tokenModifiers = ['impersonated', 'sandboxed', 'refused'] as const;

type Type = (typeof tokenTypes)[number];
type Modifier = (typeof tokenModifiers)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: Type;
  /** What holds of the statement on every path. */
  readonly modifiers: readonly Modifier[];
}

/** The tokens of a script in the order of its text; none spans lines. */
export function semanticTokens({ script, analysis }: Pick<Analysed, 'script' | 'analysis'>): readonly SemanticToken[] {
  const steps = new Map<number, Step>();
  for (const { step, offset } of stepsAsWritten(analysis)) if (!steps.has(offset)) steps.set(offset, step);
  const tokens: SemanticToken[] = [];
  for (const { offset, node } of statementsOf(script)) {
    if (node.broken) continue;
    const found = tokensOf(script, node, offset, steps.get(offset));
    if (found.length === 0) continue;
    const modifiers = modifiersOf(steps.get(offset), node);
    for (const { span, type } of found) {
      const [start, end] = [offset + span.start, offset + span.end];
      if (end > start && !script.text.slice(start, end).includes('\n'))
        tokens.push({ span: { start, end }, type, modifiers });
    }
  }
  return tokens
    .sort((a, b) => a.span.start - b.span.start)
    .filter((token, index, all) => index === 0 || token.span.start >= (all[index - 1]?.span.end ?? 0));
}

type Found = Pick<SemanticToken, 'span' | 'type'>;

function tokensOf(script: Script, node: Statement, offset: number, step: Step | undefined): readonly Found[] {
  const words = contextWords(node, textOf(script, node, offset)).map(
    (span): Found => ({ span, type: 'contextKeyword' }),
  );
  const home = homeOf(step);
  const things = namedThings(node).flatMap(({ span, thing }): Found[] => {
    if (thing.kind === 'principal') return [{ span, type: 'principal' }];
    if (thing.kind === 'key') return [{ span, type: 'signingKey' }];
    if (home === undefined) return [];
    const named = databaseNamed(thing);
    return named !== undefined && keyOf(step!, named) !== home ? [{ span, type: 'elsewhere' }] : [];
  });
  return [...words, ...things];
}

function databaseNamed(thing: Thing): string | undefined {
  if (thing.kind === 'object') return thing.name.database;
  return thing.kind === 'database' ? thing.name : undefined;
}

/** The database that the context of a statement can't leave, on every path. */
function homeOf(step: Step | undefined): string | undefined {
  if (step?.before.kind !== 'worlds') return undefined;
  const homes = new Set(
    step.before.worlds.map(({ stack: { frame } }) => (frame.scope === 'database' ? frame.home : undefined)),
  );
  const [home] = homes;
  return homes.size === 1 ? home : undefined;
}

/** What a database is found by. */
function keyOf({ before }: Step, name: string): string | undefined {
  return before.kind === 'worlds' && before.worlds[0] ? databaseKey(before.worlds[0].catalog, name) : undefined;
}

function modifiersOf(step: Step | undefined, { kind }: Statement): readonly Modifier[] {
  if (!step) return [];
  const glance = glanceOf(step.before);
  const found: Modifier[] = [];
  if (glance?.kind === 'one') found.push('impersonated');
  if (glance?.sandboxed) found.push('sandboxed');
  const refused = step.paths.length > 0 && step.paths.every(({ outcome }) => outcome.kind === 'error');
  if (refused && kind !== 'create_module') found.push('refused');
  return found;
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
