/** Where a row of permissions comes from. */
import type { PermissionRow } from '../catalog/model';
import type { ErrorOutcome, Step, World } from '../engine/session/model';
import { fold } from '../text/name';
import type { Origin, Origins } from '../workspace/provenance';
import { originWords } from './origin-words';
import type { Finding } from './rule';

/** `world`: in the database where the check was made. */
export function originOfRow(row: PermissionRow, { catalog, database }: World, origins: Origins): Origin | undefined {
  const isHere = catalog.databases.get(database)?.principals.has(row.grantee);
  return origins({ kind: 'permission', row, catalog, database: isHere ? database : undefined });
}

/** Where the DENY stands on which a refusal rests; none where it rests on none. */
export function deniedAt(step: Step, refusal: ErrorOutcome | undefined, origins: Origins): Finding['related'] {
  const { proof, question } = refusal ?? {};
  if (proof?.kind !== 'row' || proof.row.state !== 'deny') return [];
  const path = step.paths.find(
    ({ outcome }) => outcome === refusal || ('unless' in outcome && outcome.unless?.refusal === refusal),
  );
  const database = question?.database === undefined ? undefined : fold(question.database);
  const origin =
    path && originOfRow(proof.row, { ...path.before, ...(database !== undefined && { database }) }, origins);
  if (!origin) return [];
  const message = `Denied in ${originWords(origin)}.`;
  return origin.kind === 'statement'
    ? [{ uri: origin.script.uri, span: origin.span, message }]
    : [{ uri: origin.file, span: { start: 0, end: 0 }, message }];
}
