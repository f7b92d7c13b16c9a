/** Parts of the server that sp_configure turns on and off. */
import { lacking } from '../../catalog/reason';
import type { Span } from '../../text/span';
import type { Message } from '../session/messages';
import type { Outcome, World } from '../session/model';
import { serverError } from '../session/server-error';

/**
 * What the server answers while an option is off; undefined: it is on. An option that a fresh server does not list is
 * off. Rules UNK-10, LNK-5, CLR-17.
 */
export function refusedWhileOff(world: World, option: string, message: Message, span: Span): Outcome | undefined {
  const { configuration, knowledge } = world.catalog.server;
  const key = option.toLowerCase();
  const value = configuration.get(key);
  if (value !== undefined && value !== 0) return undefined;
  const refusal = serverError({ message, span, refusal: { kind: 'other', because: `'${option}' is off` } });
  if (value === 0 || !(configuration.has(key) || knowledge === 'open')) return refusal;
  return {
    kind: 'unknown',
    because: lacking('setting', `whether '${option}' is on is not known`),
    unless: { fact: `'${option}' is on`, refusal },
  };
}
