/** What the server's messages mean and what helps (data/message-help.tsv). */
import { help } from './generated/message-help';

export interface MessageHelp {
  readonly why: string;
  readonly advice: string;
}

/** The explained messages by number. */
export const messageHelp: ReadonlyMap<number, MessageHelp> = new Map(
  help.map(([number, why, advice]) => [number, { why, advice }]),
);
