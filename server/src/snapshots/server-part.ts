/** The server's part of a snapshot, from the facts of one run of the collector. */
import { by, byId, flag, modulePart, named, namesOf, number, optional, sorted, stateOf, text } from './facts';
import type { Key, LinkedServer, Login, ServerPart } from './model';
import type { Fact } from './rows';

const loginTypes: Readonly<Record<string, Login['type']>> = {
  S: 'sql',
  U: 'windows',
  G: 'windows_group',
  C: 'certificate',
  K: 'asymmetric_key',
  E: 'external',
  X: 'external_group',
};

export function serverPart(facts: readonly Fact[]): ServerPart {
  const all = by(facts);
  const [head] = all('snapshot');
  const principals = byId(all('login'));
  const nameOf = (id: unknown): string | undefined => named(principals.get(number(id)));
  const seen = all('login').length > 0;
  const keys = all('master_key');
  return {
    name: text(head, 'server') ?? '',
    version: text(head, 'version') ?? '',
    edition: number(head?.edition),
    ...optional('collation', text(head, 'collation')),
    notSeen: notSeen(all('not_seen'), seen, head?.sees_server !== 1),
    logins: sorted(
      all('login').flatMap((one): Login[] => {
        const type = loginTypes[text(one, 'type') ?? ''];
        const key = keys.find((other) => other.sid !== undefined && other.sid === one.sid);
        return type === undefined
          ? []
          : [
              {
                name: named(one) ?? '',
                type,
                ...optional('sid', text(one, 'sid')?.toLowerCase()),
                ...optional('disabled', flag(one, 'disabled') || undefined),
                ...optional('key', named(key)),
              },
            ];
      }),
    ),
    roles: sorted(
      all('login')
        .filter((one) => one.type === 'R' && !flag(one, 'fixed') && named(one) !== 'public')
        .map((one) => ({ name: named(one) ?? '', ...optional('owner', nameOf(one.owner)) })),
    ),
    members: sorted(
      all('server_member').flatMap(({ role, member }) => {
        const [of, who] = [nameOf(role), nameOf(member)];
        return of === undefined || who === undefined ? [] : [{ role: of, member: who }];
      }),
    ),
    permissions: sorted(
      all('server_permission').flatMap((row) => {
        const state = stateOf(row);
        const to = nameOf(row.grantee);
        const place = placeOf(row, byId(all('endpoint')), principals);
        if (!state || to === undefined || !place) return [];
        return [
          { state, permission: text(row, 'permission') ?? '', ...place, to, ...optional('by', nameOf(row.grantor)) },
        ];
      }),
    ),
    configuration: sorted(all('configuration').map((one) => ({ name: named(one) ?? '', value: number(one.value) }))),
    linkedServers: sorted(
      all('linked_server').map(
        (one): LinkedServer => ({
          name: named(one) ?? '',
          ...optional('product', text(one, 'product')),
          ...optional('provider', text(one, 'provider')),
          rpcOut: flag(one, 'rpc_out') === true,
          mappings: sorted(
            all('linked_login')
              .filter(({ server, local }) => server === one.id && isMapped(local, nameOf))
              .map((row) => ({
                ...optional('local', nameOf(row.local)),
                self: row.useself === true || row.useself === 1,
                ...optional('remote', text(row, 'remote')),
              })),
          ),
        }),
      ),
    ),
    endpoints: sorted(
      all('endpoint').map((one) => ({
        name: named(one) ?? '',
        ...optional('type', text(one, 'type')),
        ...optional('owner', nameOf(one.owner)),
      })),
    ),
    credentials: sorted(all('credential').map((one) => named(one) ?? '')),
    jobs: sorted(
      all('job').map((one) => ({
        name: named(one) ?? '',
        ...optional('owner', text(one, 'owner')),
        enabled: Boolean(one.enabled),
      })),
    ),
    proxies: sorted(
      all('proxy').map((one) => ({
        name: named(one) ?? '',
        ...optional('credential', text(one, 'credential')),
        enabled: Boolean(one.enabled),
      })),
    ),
    triggers: sorted(
      all('server_trigger').map((one) => ({
        name: named(one) ?? '',
        events: namesOf(one.events),
        ...optional('disabled', flag(one, 'disabled') || undefined),
        module: modulePart(one, nameOf),
      })),
    ),
    keys: sorted(
      keys.map((one) => ({
        type: text(one, 'type') as Key['type'],
        name: named(one) ?? '',
        ...optional('thumbprint', text(one, 'thumbprint')?.toLowerCase()),
        private: one.private === 1,
      })),
    ),
  };
}

/** 0 stands for every login without a mapping of its own. */
function isMapped(local: unknown, nameOf: (id: unknown) => string | undefined): boolean {
  return local === undefined || local === 0 || nameOf(local) !== undefined;
}

function notSeen(rows: readonly Fact[], seen: boolean, partly: boolean): readonly string[] {
  const parts = rows.filter(({ scope }) => scope === 'server').map((one) => text(one, 'what') ?? '');
  if (!seen) return ['server'];
  return sorted(
    partly || parts.includes('denied') ? [...parts.filter((one) => one !== 'denied'), 'definitions'] : parts,
  );
}

function placeOf(
  row: Fact,
  endpoints: ReadonlyMap<number, Fact>,
  principals: ReadonlyMap<number, Fact>,
): { readonly class: string; readonly on?: string } | undefined {
  switch (row.class) {
    case 100:
      return { class: 'SERVER' };
    case 101: {
      const one = principals.get(number(row.major));
      return one && { class: one.type === 'R' ? 'SERVER ROLE' : 'LOGIN', on: named(one) ?? '' };
    }
    case 105: {
      const one = endpoints.get(number(row.major));
      return one && { class: 'ENDPOINT', on: named(one) ?? '' };
    }
    default:
      return undefined; // availability groups: not followed
  }
}
