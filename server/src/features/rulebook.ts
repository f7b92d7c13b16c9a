/** Where a rule of the rulebook is written down: docs/rulebook has a file per chapter, and an anchor per rule. */

/** The chapter of each family of rules. */
export const chapters: ReadonlyMap<string, string> = new Map([
  ['MDL', 'machine'],
  ['PRN', 'principals'],
  ['TOK', 'tokens'],
  ['CTX', 'switching'],
  ['IMP', 'switching'],
  ['REV', 'switching'],
  ['SET', 'switching'],
  ['APP', 'switching'],
  ['DYN', 'switching'],
  ['ENT', 'switching'],
  ['MOD', 'modules'],
  ['PERM', 'permissions'],
  ['GRA', 'permissions'],
  ['CHN', 'permissions'],
  ['XDB', 'boundaries'],
  ['LNK', 'boundaries'],
  ['ESC', 'boundaries'],
  ['SIG', 'signing'],
  ['CLR', 'clr'],
  ['AZ', 'platforms'],
  ['DIS', 'disagreements'],
  ['SUB', 'subtleties'],
  ['UNK', 'unknown'],
  ['TV', 'test-vectors'],
]);

/** The file and the anchor of a rule, seen from docs/rulebook: `switching.md#ctx-12`. */
export function placeInRulebook(id: string): string {
  const chapter = chapters.get(id.slice(0, id.indexOf('-')));
  if (chapter === undefined) throw new Error(`The rulebook has no chapter for ${id}.`);
  return `${chapter}.md#${id.toLowerCase()}`;
}
