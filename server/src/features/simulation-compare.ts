/** Two simulations side by side: which steps are the same ones, and what is answered otherwise. */
import { diffArrays } from 'diff';
import type { RunRow, SimulationRun } from './simulation-run';

/** A line of both: the places of its rows, where it ran, and what differs. */
export interface Beside {
  readonly left?: number;
  readonly right?: number;
  /** 'only': it ran in one of them; 'answer': the server answers otherwise; 'context': somebody else runs it. */
  readonly differs?: 'only' | 'answer' | 'context';
}

export function besides(left: SimulationRun, right: SimulationRun): readonly Beside[] {
  const keys = ({ rows }: SimulationRun): string[] => rows.map(keyOf);
  const lines: Beside[] = [];
  let [l, r] = [0, 0];
  for (const { added, removed, count } of diffArrays(keys(left), keys(right))) {
    for (let index = 0; index < count; index++) {
      if (added) lines.push({ right: r++, differs: 'only' });
      else if (removed) lines.push({ left: l++, differs: 'only' });
      else lines.push(pair({ left, right }, l++, r++));
    }
  }
  return lines;
}

/** A statement is itself by its text and where it stands among the calls. */
function keyOf({ level, indent, text, heading }: RunRow): string {
  return `${level}|${indent}|${heading === true}|${text}`;
}

function pair(
  runs: { readonly left: SimulationRun; readonly right: SimulationRun },
  left: number,
  right: number,
): Beside {
  const [a, b] = [runs.left.rows[left]!, runs.right.rows[right]!];
  if (a.sign !== b.sign || a.says.join('\n') !== b.says.join('\n')) return { left, right, differs: 'answer' };
  const [was, is] = [runs.left.contexts[a.context], runs.right.contexts[b.context]];
  return was?.words.join() === is?.words.join() ? { left, right } : { left, right, differs: 'context' };
}
