/** Whether a frame may go to a linked server (LNK-1 to LNK-4). What happens there is never known. */
import { findLinkedServer } from '../catalog/lookup';
import type { Name } from '../text/name';
import type { Span } from '../text/span';
import { databaseTrust } from './access';
import type { Outcome, World } from './model';
import { serverError } from './outcome';

export function decideLinkedServer(world: World, server: Name, span: Span): Outcome {
  const { frame } = world.stack;
  if (frame.scope === 'database') {
    const trust = databaseTrust(world);
    if (trust === 'untrusted') {
      return serverError({ number: 15274, span, refusal: { kind: 'linked-server-in-sandbox', from: frame.home ?? world.database } });
    }
    if (trust === 'unknown') return { kind: 'unknown', because: 'server-setting: whether the frame is trusted at server level is not known' };
  }
  const linked = findLinkedServer(world.catalog, server);
  if (linked.kind !== 'found') return { kind: 'unknown', because: `remote: linked server '${server}' is not in the catalog` };
  if (frame.origin !== 'login' || frame.login.kind !== 'login') return { kind: 'unknown', because: 'remote: what the other server answers is not known' };
  const { id } = frame.login;
  const mapping = linked.entry.mappings.find((one) => one.local === id) ?? linked.entry.mappings.find((one) => one.local === undefined);
  if (!mapping) return serverError({ number: 7416, span, refusal: { kind: 'other', because: 'no login mapping' } });
  if (mapping.useSelf) return serverError({ number: 7437, span, refusal: { kind: 'other', because: 'an impersonated login needs a mapping of its own' } });
  return { kind: 'unknown', because: 'remote: what the other server answers is not known' };
}
