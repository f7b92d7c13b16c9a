/** The rows about keystrokes, each beside its goal. */
import type { Keystrokes } from './keystroke';
import type { ScriptResult } from './measure';
import { ms } from './milliseconds';

interface Goal {
  readonly p95: number;
  readonly worst: number;
}

const goals: Readonly<Record<'typing' | 'random', Goal>> = {
  typing: { p95: 16, worst: 150 },
  random: { p95: 33, worst: 250 },
};
const longestSlice = 25;
/** A keystroke as a share of a full parse of the script below. */
const share = 0.12;
const yardstick = 'sp_Blitz.sql';

/** Prints what keystrokes take. Held: the findings are those from before, until typing pauses. */
export function printKeystrokes(results: ReadonlyMap<string, ScriptResult>): void {
  console.log('\n| keystrokes | median | p95 | worst | longest slice | held |');
  console.log('|---|--:|--:|--:|--:|--:|');
  for (const [name, { typing, random }] of results) {
    printRow(`typing statements: ${name}`, typing, goals.typing);
    printRow(`one character anywhere: ${name}`, random, goals.random);
  }
  const measured = results.get(yardstick);
  if (!measured) return;
  const ratio = measured.typing.p95 / measured.warmParse;
  console.log(`p95 of typing in ${yardstick}, as a share of a full parse: ${ratio.toFixed(2)} (goal ${share})`);
}

function printRow(name: string, { median, p95, worst, slice, held }: Keystrokes, goal: Goal): void {
  const cells = [
    name,
    ms(median),
    `${ms(p95)} (goal ${goal.p95})`,
    `${ms(worst)} (goal ${goal.worst})`,
    `${ms(slice)} (goal ${longestSlice})`,
    `${(100 * held).toFixed(0)} %`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
