/** Who is dbo of a database because his login owns it. */
import { loginOfSid } from '../catalog/lookup';
import type { Catalog, Database } from '../catalog/model';
import type { Told } from './compare';
import { spelledIn } from './pairs';
import { logins, type Person } from './people';

export function ownersIn(base: Catalog, head: Catalog): readonly Told[] {
  const spelled = spelledIn(base.server, head.server);
  const people = { base: logins(base), head: logins(head) };
  return [...new Set([...base.databases.keys(), ...head.databases.keys()])].flatMap((key): readonly Told[] => {
    const [old, now] = [base.databases.get(key), head.databases.get(key)];
    const before = ownerOf(base, old, people.base);
    const after = ownerOf(head, now, people.head);
    if (before === after || (before && after && spelled(before.key) === spelled(after.key))) return [];
    const told = (kind: Told['kind'], person: Person | undefined): readonly Told[] =>
      person && now
        ? [{ kind, people: [person], permissions: ['CONTROL'], on: [`DATABASE::${now.name}`], because: 'as its owner' }]
        : [];
    return [...told('gained', after), ...told('lost', before)];
  });
}

function ownerOf(catalog: Catalog, database: Database | undefined, people: readonly Person[]): Person | undefined {
  const login = database?.owner === undefined ? undefined : loginOfSid(catalog, database.owner);
  return people.find(({ name }) => name === login?.name);
}
