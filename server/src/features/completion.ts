/**
 * Completion inside the literal that names a principal, and of rules behind the word that suppresses them; nowhere else,
 * as other extensions complete the rest.
 */
import type { Catalog } from '../catalog/model';
import { stepAt } from '../engine/run/steps';
import type { State } from '../engine/session/model';
import { aboutRule, ruleIds } from '../rules/own-rules';
import { fold } from '../text/name';
import type { Span } from '../text/span';
import type { Analysed } from '../workspace/workspace';

export interface Completion {
  /** What is replaced: the inside of the literal, or the name. */
  readonly span: Span;
  readonly names: readonly { readonly name: string; readonly type: string }[];
}

/** Where something is typed: in the text as it is now, and in the one that was analysed. */
export interface Typed {
  readonly text: string;
  readonly offset: number;
  readonly analysedOffset: number;
}

export function completion(analysed: Analysed, { text, offset, analysedOffset }: Typed): Completion | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const suppressed = suppressedRules(before, offset);
  if (suppressed) return suppressed;
  const open = /\b(?:(?:as\s+|as\s+)(login|user)\s*=\s*|exec(?:ute)?\s+as\s+|setuser\s+)N?'([^']*)$/i.exec(before);
  if (!open) return undefined;
  const [, level, typed = ''] = open;
  const rest = /^[^'\n]*/.exec(text.slice(offset))?.[0] ?? '';
  const state = stepAt(analysed.analysis, analysedOffset)?.step.before ?? analysed.analysis.run.exit;
  const names = level?.toLowerCase() === 'login' ? logins(analysed, state) : users(state);
  return { span: { start: offset - typed.length, end: offset + rest.length }, names };
}

/** The rules that a comment can name at its end. */
function suppressedRules(before: string, offset: number): Completion | undefined {
  const open = /(?:--|\/\*)[ \t]*tsqlctx-(?:disable|enable)[\w-]*[ \t]+(?:[\w-]+[ \t]*,[ \t]*)*([\w-]*)$/.exec(before);
  if (!open) return undefined;
  const names = ruleIds().map((name) => ({ name, type: aboutRule(name)?.summary ?? 'rule' }));
  return { span: { start: offset - open[1]!.length, end: offset }, names };
}

function logins(analysed: Analysed, state: State): Completion['names'] {
  return unique(
    catalogs(analysed, state).flatMap((catalog) =>
      [...catalog.server.principals.values()].filter(({ type }) => impersonable.has(type)),
    ),
  );
}

function users(state: State): Completion['names'] {
  if (state.kind === 'anything') return [];
  return unique(
    state.worlds.flatMap((world) => {
      const database = world.catalog.databases.get(world.database);
      return [...(database?.principals.values() ?? [])].filter(
        ({ type, name }) => impersonable.has(type) && !['sys', 'information_schema'].includes(fold(name)),
      );
    }),
  );
}

const impersonable: ReadonlySet<string> = new Set([
  'sql_login',
  'windows_login',
  'external_login',
  'sql_user',
  'windows_user',
  'external_user',
]);

function catalogs(analysed: Analysed, state: State): readonly Catalog[] {
  return state.kind === 'worlds' && state.worlds.length > 0
    ? [...new Set(state.worlds.map((world) => world.catalog))]
    : [analysed.start];
}

function unique(found: readonly { readonly name: string; readonly type: string }[]): Completion['names'] {
  const byName = new Map(found.map(({ name, type }) => [fold(name), { name, type: type.replaceAll('_', ' ') }]));
  return [...byName.values()].sort((a, b) => a.name.localeCompare(b.name));
}
