import { decideAssemblyTrust } from '../../catalog/decide/assembly-trust';
import { findAssembly } from '../../catalog/lookup';
import type { Database, Module } from '../../catalog/model';
import type { Span } from '../../text/span';
import * as messages from '../session/messages';
import type { Outcome, World } from '../session/model';
import { serverError } from '../session/server-error';
import { refusedWhileOff } from './option';

/**
 * The refusal of every call: CLR is off (6263), or the assembly is not trusted, or no longer, when it is loaded
 * (10314).
 */
export function clrRefusal(world: World, database: Database, module: Module, span: Span): Outcome | undefined {
  const off = refusedWhileOff(world, 'clr enabled', messages.clrDisabled(), span);
  if (off) return off;
  const found = module.assembly === undefined ? undefined : findAssembly(database, module.assembly);
  if (found?.kind !== 'found') return undefined;
  const { name, permissionSet, image, signatures } = found.entry;
  const { verdict } = decideAssemblyTrust(world.catalog, database, {
    name,
    permissionSet,
    image,
    signatures: signatures.map((row) => row.key),
  });
  if (verdict.kind !== 'denied') return undefined;
  return serverError({
    message: messages.assemblyNotLoaded(),
    span,
    refusal: { kind: 'other', because: `the assembly ${name} is not trusted` },
    question: verdict.question,
    proof: verdict.proof,
  });
}
