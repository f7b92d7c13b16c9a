/**
 * A snapshot in which names are others, the same one everywhere: for bug reports. Sids, thumbprints and the text of modules
 * could give names away: sids and thumbprints are renamed too, text is left out.
 */
import { fold } from '../text/name';
import type { Snapshot } from './model';

/** What everybody's server has keeps its name. */
const kept =
  /^(?:sa|dbo|guest|sys|information_schema|public|master|model|msdb|tempdb|0x01|sysadmin|securityadmin|serveradmin|setupadmin|processadmin|diskadmin|dbcreator|bulkadmin|db_[a-z]+|##ms_.*##|nt (?:authority|service)\\.*|tsql default tcp|dedicated admin connection)$/i;

/** Fields whose text is a name. */
const names: ReadonlySet<string> = new Set([
  ...[
    'name',
    'owner',
    'ownerSid',
    'sid',
    'login',
    'key',
    'role',
    'member',
    'on',
    'schema',
    'column',
    'to',
    'by',
    'local',
  ],
  ...['remote', 'parent', 'defaultSchema', 'thumbprint', 'credential', 'assembly', 'procedure', 'target', 'queue'],
  ...['columns', 'credentials', 'runAs', 'product', 'provider'],
]);

export function redacted(snapshot: Snapshot): Snapshot {
  const made = new Map<string, string>();
  const other = (name: string): string => {
    if (kept.test(name)) return name;
    const key = fold(name);
    const isHex = /^0x[0-9a-f]+$/i.test(name);
    const number = made.size + 1;
    const fresh = isHex
      ? `0x${number.toString(16).padStart(8, '0')}`
      : `${name.includes('\\') ? 'D\\' : ''}name${number}`;
    const known = made.get(key) ?? fresh;
    made.set(key, known);
    return known;
  };
  const renamed = (field: string, value: string): string => {
    if (field === 'runAs') return value.startsWith('user:') ? `user:${other(value.slice(5))}` : value;
    if (field === 'target' || field === 'procedure' || field === 'queue')
      return partsOf(value).map(other).map(quoted).join('.');
    return other(value);
  };
  const walk = (field: string, value: unknown): unknown => {
    if (typeof value === 'string') return names.has(field) ? renamed(field, value) : value;
    if (Array.isArray(value)) return value.map((one) => walk(field, one));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).filter(([name]) => name !== 'text');
    return Object.fromEntries(fields.map(([name, inner]) => [name, walk(name, inner)]));
  };
  const { configuration } = snapshot.server;
  const all = walk('', snapshot) as Snapshot;
  return { ...all, server: { ...all.server, configuration } };
}

function quoted(name: string): string {
  return `[${name}]`;
}

function partsOf(name: string): readonly string[] {
  return (name.match(/\[(?:[^\]]|\]\])*\]|"[^"]*"|[^.[\]"]+/g) ?? []).map((one) =>
    /^[["]/.test(one) ? one.slice(1, -1).replaceAll(']]', ']') : one,
  );
}
