/** Whether a frame may go to a linked server (LNK-1 to LNK-5). What happens there is never known. */

import { findLinkedServer } from '../../catalog/lookup';
import { lacking } from '../../catalog/reason';
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import { serverTrust } from '../session/identity';
import * as messages from '../session/messages';
import type { Outcome, World } from '../session/model';
import { serverError } from '../session/server-error';
import { refusedWhileOff } from './option';

const remote: Outcome = { kind: 'unknown', because: lacking('remote', 'what the other server answers is not known') };

/**
 * Errors: 15274 for a frame that nobody vouches for, 7416 without a mapping, 7437 for an impersonated login without one
 * of its own; 7411 for calls.
 */
export function decideLinkedServer(world: World, server: Name, span: Span, use: 'data' | 'call' = 'data'): Outcome {
  const { frame } = world.stack;
  if (world.catalog.version === 'azure-sql-database')
    return serverError({
      message: messages.notInThisVersion(server),
      span,
      refusal: { kind: 'platform', because: 'Azure SQL Database has no linked servers' },
    });
  if (frame.scope === 'database') {
    const trust = serverTrust(world.catalog, frame);
    const from = world.catalog.databases.get(frame.home ?? world.database)?.name ?? world.database;
    const refusal = serverError({
      message: messages.notTrustedByRemote(),
      span,
      refusal: { kind: 'linked-server-in-sandbox', from },
    });
    if (trust === 'untrusted') return refusal;
    if (trust !== 'trusted') {
      const { because, unless } = trust;
      return { kind: 'unknown', because, ...(unless !== undefined && { unless: { fact: unless, refusal } }) };
    }
  }
  const linked = findLinkedServer(world.catalog, server);
  if (linked.kind !== 'found')
    return { kind: 'unknown', because: lacking('remote', `linked server '${server}' is not in the catalog`) };
  if (frame.origin === 'caller' || frame.login.kind !== 'login') return remote;
  const { id } = frame.login;
  const mapping =
    linked.entry.mappings.find((one) => one.local === id) ??
    linked.entry.mappings.find((one) => one.local === undefined);
  if (!mapping)
    return serverError({
      message: messages.noMapping(),
      span,
      refusal: { kind: 'other', because: 'no login mapping' },
    });
  if (mapping.useSelf && frame.origin !== 'session')
    return serverError({
      message: messages.noMappingUnderImpersonation(),
      span,
      refusal: { kind: 'other', because: 'an impersonated login needs a mapping of its own' },
    });
  if (use === 'call' && linked.entry.rpcOut === false)
    return serverError({
      message: messages.serverNotConfigured(linked.entry.name, 'RPC'),
      span,
      refusal: { kind: 'other', because: "the server option 'rpc out' is off" },
    });
  return remote;
}

/**
 * OPENROWSET and OPENDATASOURCE with a connection of their own are not limited by the frame, but by the server's option
 * (LNK-5, 15281).
 */
export function decideAdHoc(world: World, span: Span): Outcome {
  const option = 'Ad Hoc Distributed Queries';
  return refusedWhileOff(world, option, messages.adHocQueriesOff(option), span) ?? remote;
}
