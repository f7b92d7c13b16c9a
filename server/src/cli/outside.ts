/** What `check` holds of the texts that it reads, and what it reads again. */
import type { FactsCache } from '../lsp/facts-cache';
import { isPackage } from '../lsp/packages';
import { packing } from '../lsp/packing';
import { twinOf } from '../projects/twins';
import type { Outside } from '../workspace/outside';
import { type Amount, includedText } from './files';

/** So many bytes of scripts one thread holds with their statements: what is packed has to be unpacked again. */
export const mostHeld = 10_000_000;

const none: ReadonlySet<string> = new Set();

/** The scripts that one thread checks, where they are few. What only declares, such as catalogs, may be much more. */
export function heldOf({ files, bytes }: Amount): ReadonlySet<string> {
  return bytes > mostHeld ? none : new Set(files);
}

/**
 * How it is kept what is found out about a text. What is at hand holds the runs of its statements: it is less than in
 * the editor.
 */
export const keeping: Pick<Outside, 'packing' | 'wordless' | 'atHand'> = { packing, wordless: true, atHand: 500_000 };

/** Texts are not held, but read again, except for some. */
export function outsideOf(
  { codePage }: { readonly codePage?: string | undefined },
  facts: FactsCache | undefined,
  held = none,
): Outside {
  return {
    has: (file) => !isPackage(file) && !held.has(file),
    textOf: (file) => includedText(twinOf(file)?.uri ?? file, codePage),
    ...keeping,
    ...(facts && { known: facts }),
  };
}
