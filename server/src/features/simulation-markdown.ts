/** A simulation as Markdown, for a ticket or a pull request: a table of steps with who runs each and what is answered. */

import { plainly } from './markdown';
import type { RunRow, SimulationRun } from './simulation-run';

export function simulationMarkdown(run: SimulationRun): readonly string[] {
  const { title, what, as, rows, contexts } = run;
  const counted = (sign: string): number => rows.filter((row) => row.sign === sign).length;
  const who = as ? `as login **${plainly(as.login)}**, starting in **${plainly(as.database)}**` : 'as the script says';
  return [
    `## ${plainly(title)}`,
    '',
    `${plainly(what)}, ${who}: ${counted('✓')} would run, ${counted('✗')} refused, ${counted('○')} without effect, ${counted('?')} unknown.`,
    ...(as?.undeclared ? ['', `${plainly(as.login)} is not declared: what it may do is unknown.`] : []),
    '',
    '| | Statement | Runs as | Says |',
    '|:--|:--|:--|:--|',
    ...rows.map((row) => lineOf(row, contexts[row.context]?.words ?? [])),
  ];
}

function lineOf({ level, indent, text, heading, sign, says }: RunRow, words: readonly string[]): string {
  const before = '\u2003'.repeat(level * 2 + indent);
  if (heading) return `| | ${before}**${plainly(text)}** | | |`;
  return `| ${sign ?? ''} | ${before}${code(text)} | ${words.map(plainly).join(' *or* ')} | ${says.map(plainly).join('<br>')} |`;
}

/** Code in a cell of a table. */
function code(text: string): string {
  const ticks = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1;
  const fence = '`'.repeat(ticks);
  const pad = ticks > 1 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|').replaceAll('\n', ' ')}${pad}${fence}`;
}
