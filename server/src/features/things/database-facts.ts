/** What there is to know of a database: its options, its owner, whom it trusts and who trusts it. */
import { decideTrust } from '../../catalog/decide/trust';
import { loginOfSid } from '../../catalog/lookup';
import type { Catalog, Database } from '../../catalog/model';
import { bold, code, listed } from '../markdown';
import { type Fact, fact } from './fact';

/** So many other databases are asked. */
const most = 100;

export function databaseFacts(catalog: Catalog, database: Database): readonly Fact[] {
  const others = [...catalog.databases.values()].filter((one) => one !== database && !one.system).slice(0, most);
  const trusts = others.filter((one) => decideTrust(catalog, one, [], database).kind === 'allowed');
  const trustedBy = others.filter((one) => decideTrust(catalog, database, [], one).kind === 'allowed');
  const unknown = others.filter((one) => decideTrust(catalog, database, [], one).kind === 'unknown');
  return [
    { head: `${bold(database.name)}: database${database.system ? ' of the server itself' : ''}` },
    fact('Owner', owner(catalog, database)),
    fact('Options', options(database)),
    fact('Trusts users that come from', names(trusts)),
    fact('Its users are trusted in', names(trustedBy)),
    fact('Whether they are trusted is not known in', names(unknown)),
    fact(
      'Known',
      database.knowledge === 'complete'
        ? 'completely: a script makes it'
        : 'what scripts say of it; there may be more in it',
    ),
  ];
}

function names(list: readonly Database[]): string | undefined {
  return list.length === 0 ? undefined : listed(list.map(({ name }) => code(name)));
}

function owner(catalog: Catalog, { owner: sid, ownerAssumed }: Database): string {
  if (sid === undefined) return 'not known';
  const login = loginOfSid(catalog, sid);
  if (!login) return 'a login that is not on the server: dbo is an orphan';
  return `login ${code(login.name)}${ownerAssumed ? ' (who is taken to have made it, as nobody says so)' : ''}`;
}

function options({ trustworthy, chaining, containment }: Database): string {
  return [
    `TRUSTWORTHY ${onOff(trustworthy)}`,
    `DB_CHAINING ${onOff(chaining)}`,
    ...(containment === 'partial' ? ['CONTAINMENT PARTIAL'] : []),
  ].join(', ');
}

function onOff(value: boolean | undefined): string {
  if (value === undefined) return 'not known';
  return value ? 'ON' : 'OFF';
}
