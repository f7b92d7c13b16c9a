/** The server's own words: sys.messages as far as it concerns identity, permissions and syntax. */
import { messages } from './generated/messages';

const table = new Map(messages.map(([number, severity, text]) => [number, { severity, text }]));
const inserts = /%(?:\.\*)?(?:S_MSG|#?l?[xud]|I64d|ls|s|d)/g;

/**
 * The text of a message with its inserts filled in, in their order; an insert that nobody fills is left out as `...`. A
 * number whose text is not known has none.
 */
export function message(number: number, ...values: readonly (string | number)[]): string {
  const known = table.get(number);
  if (!known || known.text === '?') return '';
  let next = 0;
  return known.text.replace(inserts, () => (next < values.length ? String(values[next++]) : '...'));
}

/** `Msg 229: The SELECT permission ...`; the number alone where the text is not known. */
export function withNumber(number: number, text: string): string {
  return text === '' ? `Msg ${number}` : `Msg ${number}: ${text}`;
}

/** The text of a message with dots for its inserts. */
export function textOfMessage(number: number): string {
  return (table.get(number)?.text ?? '').replace(inserts, '...').replace(/%S_MSG|%\w+/g, '...');
}

/** The severity that the catalog of messages has; 16 where it has none. */
export function severityOf(number: number): number {
  return table.get(number)?.severity ?? 16;
}
