/** What is not known, and what would tell it. */
import { fold } from '../text/name';
import type { Explored, Item } from './model';

export function unknownIn({ catalog }: Explored): readonly Item[] {
  const found: Item[] = [];
  const add = (label: string, tooltip: string): void => {
    found.push({ id: `gap:${found.length}`, label, tooltip, icon: 'unknown', expandable: false });
  };
  if (catalog.server.knowledge === 'open')
    add(
      'The server may hold more than the scripts declare',
      'A snapshot of the server, or "knowledge": "complete" in tsqlcontext.json, would say that there is nothing else.',
    );
  for (const { name, system, knowledge, owner, trustworthy, unseen, ownerAssumed } of catalog.databases.values()) {
    if (system) continue;
    if (unseen) add(`${name}: something changed it that no script shows`, 'Dynamic SQL or a file that is not at hand.');
    else if (knowledge === 'open' && catalog.server.knowledge === 'complete')
      add(`${name} may hold more than the scripts declare`, 'Its project or its package would tell.');
    if (owner === undefined) add(`${name}: who owns it`, `ALTER AUTHORIZATION ON DATABASE::${name} TO ... would tell.`);
    else if (ownerAssumed) add(`${name}: its owner is taken to be the login that runs the scripts`, 'Nobody says it.');
    if (typeof trustworthy !== 'boolean')
      add(`${name}: whether it is TRUSTWORTHY`, 'ALTER DATABASE ... SET would tell.');
  }
  for (const { name, implied } of catalog.server.principals.values())
    if (implied) add(`Login ${name} is named, but nobody declares it`, `CREATE LOGIN ${fold(name)} would.`);
  return found;
}
