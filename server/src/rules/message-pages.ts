/**
 * The pages about the server's messages, behind the findings that speak of nothing but a message; `docs/rules/messages/`
 * holds them too. They are made of data/messages.tsv and data/message-help.tsv.
 */
import { messageHelp } from '../catalog/message-help';
import { textOfMessage } from '../catalog/messages';

/** The numbers that have a page. */
export const explainedMessages: readonly number[] = [...messageHelp.keys()].sort((a, b) => a - b);

export function hasMessagePage(number: number): boolean {
  return messageHelp.has(number);
}

/** The name of a page, as it stands behind `docs/rules/` without its ending. */
export function messagePageName(number: number): string {
  return `${folder}${number}`;
}

/** The number of the page with this name. */
export function messageOfPage(name: string): number | undefined {
  const number = name.startsWith(folder) ? Number(name.slice(folder.length)) : Number.NaN;
  return hasMessagePage(number) ? number : undefined;
}

const folder = 'messages/';

/** A page in Markdown: what the server says, what that means, and what to do. */
export function messagePage(number: number): string {
  const { why, advice } = messageHelp.get(number) ?? { why: '', advice: '' };
  return [
    `# Message ${number}`,
    `> ${textOfMessage(number)}`,
    '## What it means',
    why,
    '## What to do',
    advice,
    `Where the refusal is what the script wants to show, catch it in TRY, or write \`--# expect: ${number}\` on the line before the statement.`,
  ]
    .join('\n\n')
    .concat('\n');
}
