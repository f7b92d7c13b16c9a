/** Names inside strings. */
import type { Name } from '../../text/name';

/** The parts of a name as it stands in a string; undefined: it is none. */
export function splitName(text: string): readonly Name[] | undefined {
  const parts: Name[] = [];
  let rest = text.trim();
  while (rest.length > 0) {
    const match = /^(?:\[((?:[^\]]|\]\])*)\]|"((?:[^"]|"")*)"|([^.[\]"]*))(\.|$)/.exec(rest);
    if (!match) return undefined;
    parts.push((match[1]?.replaceAll(']]', ']') ?? match[2]?.replaceAll('""', '"') ?? match[3] ?? '').trim());
    rest = rest.slice(match[0].length);
    if (match[4] === '') break;
  }
  return parts.length > 0 ? parts : undefined;
}
