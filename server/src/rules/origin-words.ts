/** Where a fact comes from, in words: the same at every door. */
import { lineIndex } from '../text/line-index';
import type { Origin } from '../workspace/provenance';

/** `Security/roles.sql:12`, `Shop.dacpac`, or `prod.tsqlcontext-snapshot.json, 2026-11-28`. */
export function originWords(origin: Origin): string {
  if (origin.kind === 'snapshot') return `${shortName(origin.file, 1)}, ${origin.taken}`;
  const { script, span } = origin;
  const [, archive] = /([^\\/]+\.(?:dac|bac)pac)(?:\.sql)?$/i.exec(decoded(script.uri)) ?? [];
  return archive ?? `${shortName(script.uri, 2)}:${lineIndex(script.text).at(span.start).line}`;
}

function shortName(uri: string, parts: number): string {
  return decoded(uri)
    .replace(/^[a-z][a-z-]+:\/*/i, '')
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .slice(-parts)
    .join('/');
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri; // not encoded as addresses are: taken as it is
  }
}
