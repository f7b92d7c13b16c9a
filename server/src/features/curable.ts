/** Whether somebody could tell what is not known: what a script, a setting or a comment would settle. */
import type { Reason } from '../catalog/reason';

export function isCurable({ lack }: Reason): boolean {
  return lack === 'declaration' || lack === 'setting' || lack === 'start';
}
