/** What there is to know of a certificate or key: what it signs, who it is mapped to, whether its private key is here. */
import { loginsOfKey, usersOfKey } from '../../catalog/lookup';
import type { Catalog, Database, Key } from '../../catalog/model';
import { showObject } from '../../catalog/show';
import { bold, code, listed } from '../markdown';
import { type Fact, fact } from './fact';

export function keyFacts(catalog: Catalog, database: Database, key: Key): readonly Fact[] {
  const owner = database.principals.get(key.owner)?.name;
  const logins = loginsOfKey(catalog, key.thumbprint).map(({ name }) => `login ${code(name)}`);
  const users = [...catalog.databases.values()].flatMap((one) =>
    usersOfKey(one, key.thumbprint).map(({ name }) => `user ${code(name)} in ${code(one.name)}`),
  );
  const copies = [...catalog.databases.values()].filter(
    (one) => one !== database && one.keys.some(({ thumbprint }) => thumbprint === key.thumbprint),
  );
  const isSecret = key.type === 'symmetric_key';
  return [
    {
      head: `${bold(key.name)}: ${key.type.replace('_', ' ')} in ${bold(database.name)}${owner === undefined ? '' : `, owned by ${code(owner)}`}`,
    },
    fact('Private key', isSecret ? undefined : privateKey(key)),
    fact('Signs', signedBy(database, key)),
    fact('Stands in tokens as', logins.length + users.length > 0 ? listed([...logins, ...users]) : undefined),
    fact('Also in', copies.length > 0 ? listed(copies.map(({ name }) => code(name))) : undefined),
  ];
}

function privateKey({ privateKey: isHere }: Key): string {
  return isHere
    ? 'here, so whoever can use it can sign more with it'
    : 'not here: it lets signed modules be recognised, and signs nothing';
}

function signedBy(database: Database, { thumbprint }: Key): string | undefined {
  const signed = [...database.objects.values()].flatMap((one) => {
    const row = one.kind === 'module' ? one.signatures.find(({ key }) => key === thumbprint) : undefined;
    return row ? [`${code(showObject(database, one))}${row.counter ? ' (countersignature)' : ''}`] : [];
  });
  const assemblies = [...database.assemblies.values()]
    .filter(({ signatures }) => signatures.some(({ key }) => key === thumbprint))
    .map(({ name }) => `assembly ${code(name)}`);
  const all = [...signed, ...assemblies];
  return all.length > 0 ? listed(all) : undefined;
}
