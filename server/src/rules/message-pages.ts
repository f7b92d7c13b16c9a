/** The pages about the server's messages: which there are, and what they are called. */
import { messageHelp } from '../catalog/message-help';

export function hasMessagePage(number: number): boolean {
  return messageHelp.has(number);
}

/** The name of a page, as it stands behind `docs/rules/`. */
export function messagePageName(number: number): string {
  return `messages/${number}`;
}
