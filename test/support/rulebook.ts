/** The rulebook as a program reads it: docs/rulebook, one paragraph or one row of a table a rule, under its anchor. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chapters } from '../../server/src/features/rulebook';

const folder = path.resolve(__dirname, '../../docs/rulebook');
const id = `(?:${[...chapters.keys()].join('|')})-(?:\\d+|[A-D]\\b)`;

export interface RulebookRule {
  readonly id: string;
  /** The file that holds it, such as `switching.md`. */
  readonly file: string;
  /** The name that its anchor gives, in capitals: the same as the id. */
  readonly anchor: string;
  /** The letters of its confidence: D, O, I, U; none where it restates others. */
  readonly confidence: string;
}

export interface Chapter {
  readonly file: string;
  readonly text: string;
  readonly anchors: readonly string[];
  readonly rules: readonly RulebookRule[];
}

export function readRulebook(): readonly Chapter[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const anchors = [...text.matchAll(/<a id="([^"]*)"><\/a>/g)].map(([, anchor]) => anchor!);
      return { file, text, anchors, rules: text.split(/\n\n+/).flatMap((block) => rulesIn(file, block)) };
    });
}

/** The ids of rules that a text names. */
export function idsIn(text: string): string[] {
  return text.match(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, 'g')) ?? [];
}

function rulesIn(file: string, block: string): RulebookRule[] {
  if (block.startsWith('|')) return rowsIn(file, block.split('\n'));
  const [, anchor, named, head = ''] =
    /^<a id="([^"]*)"><\/a>\s+\*\*([A-Z]+-\w+)\*\*(?:\s+\(([^)]*)\))?/.exec(block) ?? [];
  return named === undefined ? [] : [{ id: named, file, anchor: anchor!.toUpperCase(), confidence: letters(head) }];
}

function rowsIn(file: string, [header = '', ...lines]: readonly string[]): RulebookRule[] {
  const column = cells(header).indexOf('conf');
  return lines.flatMap((line) => {
    const [, anchor, named] = new RegExp(`^\\| <a id="([^"]*)"></a>(${id}) \\|`).exec(line) ?? [];
    if (named === undefined) return [];
    return [
      { id: named, file, anchor: anchor!.toUpperCase(), confidence: column < 0 ? '' : letters(cells(line)[column]!) },
    ];
  });
}

/** The cells of a row of a table; what is code in them is left out, for it may hold a `|`. */
function cells(line: string): string[] {
  return line
    .replace(/`[^`]*`/g, '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** D, O, I, U where they stand alone, outside the keys of sources. */
function letters(text: string): string {
  const found: readonly string[] = text.replace(/\[[^\]]*\]/g, '').match(/(?<![A-Za-z])[DOIU](?![A-Za-z])/g) ?? [];
  return ['D', 'O', 'I', 'U'].filter((letter) => found.includes(letter)).join('');
}
