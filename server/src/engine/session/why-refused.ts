/** Why the server refuses, in a sentence, where no check of a permission says it. */
import { messageHelp } from '../../catalog/message-help';
import type { ErrorOutcome } from './model';

/** What the message means: with the name that it is about where the name decides, else what is known of the message. */
export function whyRefused({ number, message, refusal }: ErrorOutcome): string {
  const help = number === null ? undefined : messageHelp.get(number)?.why;
  switch (refusal.kind) {
    case 'missing':
      if (!saysAbsent.test(message)) return help ?? nothingMore;
      return refusal.name === ''
        ? `There is no such ${refusal.what}.`
        : `There is no ${refusal.what} '${refusal.name}'.`;
    case 'exists':
      if (!saysPresent.test(message)) return help ?? nothingMore;
      return `There is ${/^[aeio]/.test(refusal.what) ? 'an' : 'a'} ${refusal.what} '${refusal.name}' already.`;
    case 'wrong-database':
      if (help !== undefined) return help;
      return refusal.needed === undefined
        ? 'It is done in the database of what it names.'
        : `It is done in ${refusal.needed}.`;
    case 'other':
    case 'platform':
      return help ?? `${refusal.because.charAt(0).toUpperCase()}${refusal.because.slice(1)}.`;
    default:
      return help ?? nothingMore;
  }
}

/** What helps against the message; undefined: nothing is written down. */
export function whatHelps({ number }: ErrorOutcome): string | undefined {
  return number === null ? undefined : messageHelp.get(number)?.advice;
}

const nothingMore = 'The server refuses it.';
const saysAbsent = /does not exist|Invalid object name|could not find|cannot find|not a valid login|not found/i;
const saysPresent = /already exists|already an object named/i;
