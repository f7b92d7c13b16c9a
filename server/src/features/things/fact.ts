/** What a hover says of a thing: a head, then lines of a name and what is so. */

export type Fact = { readonly head: string } | { readonly name: string; readonly says: string } | undefined;

/** A line, if there is something to say. `says` is Markdown. */
export function fact(name: string, says: string | undefined): Fact {
  return says === undefined ? undefined : { name, says };
}

/** The facts as Markdown: heads as paragraphs, the others as a list. */
export function inMarkdown(facts: readonly Fact[]): string {
  const lines: string[] = [];
  for (const one of facts) {
    if (!one) continue;
    if ('head' in one) lines.push(one.head, '');
    else lines.push(`- ${one.name}: ${one.says}`);
  }
  return lines.join('\n').trim();
}
