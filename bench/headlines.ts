/** How much of what the editor says about the context is "unknown", over the scripts that change the context. */
import { stepsAsWritten } from '../server/src/engine/run/steps';
import { headline, worldsOf } from '../server/src/features/describe';
import type { Analysed } from '../server/src/workspace/workspace';

export interface Headlines {
  /** Scripts with EXECUTE AS, REVERT, SETUSER or an application role. */
  readonly scripts: number;
  /** Their statements that some path reaches. */
  readonly statements: number;
  /** Of them those whose hover begins with something unknown, and those that are said of any caller of a module. */
  readonly unknown: number;
  readonly anyCaller: number;
}

export const noHeadlines: Headlines = { scripts: 0, statements: 0, unknown: 0, anyCaller: 0 };

const changesContext = /\bEXEC(UTE)?\s+AS\b|\bREVERT\b|\bSETUSER\b|\bsp_setapprole\b/i;

/** The counts with those of one more script. */
export function counted(sum: Headlines, { script, analysis }: Analysed): Headlines {
  if (!changesContext.test(script.text)) return sum;
  let { statements, unknown, anyCaller } = sum;
  for (const { step } of stepsAsWritten(analysis)) {
    const { before } = step;
    if (before.kind === 'worlds' && before.worlds.length === 0) continue;
    const heads = before.kind === 'anything' ? ['unknown'] : worldsOf(before).map(headline);
    statements++;
    if (heads.some((head) => head.includes('unknown'))) unknown++;
    else if (heads.some((head) => head.includes('any caller'))) anyCaller++;
  }
  return { scripts: sum.scripts + 1, statements, unknown, anyCaller };
}
