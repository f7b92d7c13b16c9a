/** What a declaration changed in a catalog: parts, each with the names under which others may ask for it. */
import type { Catalog, DatabasePrincipal, Id, PermissionRow } from '../../catalog/model';
import { differingParts, isDatabase, type Part, partText, valueOf } from '../../catalog/parts';
import { fold } from '../../text/name';
import { accountsOf, type Keyed } from './item';

export interface Written {
  readonly part: Part;
  /** The same for the same part. */
  readonly text: string;
  /** The names of what it is: of a permission what it is on (none: the database or server), of a membership the role. */
  readonly names: readonly string[];
  /** Of a permission who has it, of a membership the member. */
  readonly holders: readonly string[];
  /** Of a membership: whether the member may have members itself. */
  readonly isChain: boolean;
}

/** What a declaration changed. */
export function writtenBy({ statement }: Keyed, before: Catalog, after: Catalog): readonly Written[] {
  return differingParts(before, after).map((part) => {
    const written = named(part, before, after);
    const isAccount = part.field === 'principals';
    return isAccount ? { ...written, names: [...written.names, ...accountsOf(statement)] } : written;
  });
}

function named(part: Part, before: Catalog, after: Catalog): Written {
  const { place, field, key = '', inner } = part;
  const nameOf = (id: string): readonly string[] => [...namesOf(before, place, id), ...namesOf(after, place, id)];
  const text = partText(part);
  if (isDatabase(part)) return { part, text, names: [key], holders: nobody, isChain: false };
  switch (field) {
    case 'permissions': {
      const rows = [valueOf(before, part), valueOf(after, part)].filter((row) => row !== undefined) as PermissionRow[];
      const on = rows.filter(({ securable }) => securable.class !== 'DATABASE' && securable.class !== 'SERVER');
      return {
        part,
        text,
        names: distinct(on.flatMap(({ securable }) => nameOf(securable.id))),
        holders: distinct(rows.flatMap(({ grantee }) => nameOf(grantee))),
        isChain: false,
      };
    }
    case 'members':
      return {
        part,
        text,
        names: distinct(nameOf(key)),
        holders: distinct(nameOf(inner ?? '')),
        isChain: [before, after].some((catalog) => mayHaveMembers(catalog, part)),
      };
    default: {
      const own = [valueOf(before, part), valueOf(after, part)].flatMap((value) => nameIn(value));
      const names = own.length > 0 ? distinct(own) : pieces(key);
      return { part, text, names, holders: nobody, isChain: false };
    }
  }
}

const nobody: readonly string[] = [];

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function mayHaveMembers(catalog: Catalog, { place, inner }: Part): boolean {
  const list = place === undefined ? catalog.server.principals : catalog.databases.get(place)?.principals;
  const type: DatabasePrincipal['type'] | 'server_role' | string | undefined = list?.get(inner as Id)?.type;
  return type === undefined || type === 'role' || type === 'server_role';
}

function nameIn(value: unknown): readonly string[] {
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? [fold(name)] : [];
}

/** The names of what an id stands for in a place; where it is nothing there, what the id is made of. */
function namesOf(catalog: Catalog, place: Part['place'], id: string): readonly string[] {
  const owner = place === undefined ? catalog.server : catalog.databases.get(place);
  if (!owner) return [];
  const lists = 'objects' in owner ? [owner.principals, owner.objects, owner.schemas, owner.keys, owner.services] : [];
  for (const list of 'objects' in owner ? lists : [owner.principals]) {
    const entry = (list as Catalog['server']['principals']).get(id as Id);
    if (entry) return [fold(entry.name)];
  }
  return pieces(id);
}

/** What an id or key may be made of: `role:db.owner#2`. */
function pieces(id: string): readonly string[] {
  const [, rest = id] = /^\w+:(.*)$/s.exec(id) ?? [];
  const bare = rest.replace(/#\d+$/, '');
  return distinct([id, rest, bare, ...bare.split(/[.:|]/)].map((one) => fold(one)));
}
