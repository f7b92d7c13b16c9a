/** The server's own words: sys.messages as far as it concerns identity, permissions and syntax. */
import { messages } from './generated/messages';

const table = new Map(messages.map(([number, severity, text]) => [number, { severity, text }]));
const inserts = /%(?:\.\*)?(?:S_MSG|#?l?[xud]|I64d|ls|s|d)/g;

/** The text of a message with its inserts filled in, in their order. An unknown number gives the inserts alone. */
export function message(number: number, ...values: readonly (string | number)[]): string {
  const known = table.get(number);
  if (!known || known.text === '?') return `Msg ${number}${values.length > 0 ? `: ${values.join(', ')}` : ''}`;
  let next = 0;
  return known.text.replace(inserts, (insert) => (next < values.length ? String(values[next++]) : insert));
}

/** The text of a message with dots for its inserts. */
export function textOfMessage(number: number): string {
  return (table.get(number)?.text ?? '').replace(inserts, '...').replace(/%S_MSG|%\w+/g, '...');
}

/** The severity that the catalog of messages has; 16 where it has none. */
export function severityOf(number: number): number {
  return table.get(number)?.severity ?? 16;
}
