/**
 * Signed modules whose callers are refused something in a module that they call, though the key of the signature would
 * allow it: the signature is not carried on (SIG-7, SIG-9).
 */

import { keyLoginRows, keyUserRows } from '../catalog/closure';
import { databaseKey } from '../catalog/collation';
import { decide } from '../catalog/decide/decide';
import { keyName } from '../catalog/lookup';
import type { Thumbprint } from '../catalog/model';
import type { GranteeRun } from '../engine/run/grantees';
import type { ErrorOutcome, Path, PlacedStep, Run, Step, World } from '../engine/session/model';
import type { Placed } from './judge-step';
import { stepFinder, stepsIn } from './routine';
import { countersignatureNeeded } from './signing/countersignature-needed';

/** What the signature of a body would give to those who may start it, were it carried on. */
export function lostSignatures(runs: readonly GranteeRun[]): readonly Placed[] {
  const found = new Map<Step['statement'], Placed>();
  for (const { run } of runs) {
    for (const { step, offset } of calling(run.steps)) {
      const [path] = step.paths;
      if (!path || path.before.scope.keys.length === 0 || found.has(step.statement)) continue;
      const lost = step.calls.flatMap(({ kind, name, run: called }) =>
        kind === 'module' ? refusalsIn(called, path.before.scope.keys).map((one) => ({ ...one, name })) : [],
      );
      const [first] = lost;
      if (first) found.set(step.statement, placedAt({ step, offset }, first));
    }
  }
  return [...found.values()];
}

const calling = stepFinder(({ calls }) => calls.length > 0);

/** Whether a statement is refused for want of a signature that a module further out has: that is told there. */
export function isOfLostSignature(path: Path): boolean {
  for (let { back } = path.before.scope; back; { back } = back.scope)
    if (byKey(path, back.scope.keys).length > 0) return true;
  return false;
}

interface Lost {
  readonly outcome: ErrorOutcome;
  readonly key: string;
}

function placedAt({ step, offset }: PlacedStep, { outcome, key, name }: Lost & { readonly name: string }): Placed {
  const { permission, on } = outcome.question!;
  const message = `${key} signs this module but not ${name}, which needs ${permission} on ${on.replace(/^OBJECT::/, '')}: the signature is not carried on.`;
  return {
    offset,
    rule: countersignatureNeeded,
    found: { span: step.statement.span, message },
    step,
    certainty: 'always',
    refusal: undefined,
  };
}

/** What is refused in a called body, also in its dynamic SQL, that one of the keys would allow. */
function refusalsIn({ steps }: Run, keys: readonly Thumbprint[]): readonly Lost[] {
  return [...stepsIn(steps)].flatMap(({ step }) => [
    ...step.paths.flatMap((path) => byKey(path, keys)),
    ...step.calls.flatMap(({ kind, run }) => (kind === 'dynamic' ? refusalsIn(run, keys) : [])),
  ]);
}

function byKey({ before, outcome }: Path, keys: readonly Thumbprint[]): readonly Lost[] {
  if (outcome.kind !== 'error' || outcome.refusal.kind !== 'permission' || !outcome.question) return [];
  const key = keys.find((one) => !before.scope.keys.includes(one) && allows(before, outcome, one));
  if (key === undefined) return [];
  return [{ outcome, key: keyName(before.catalog, key, before.catalog.databases.get(before.database)) }];
}

function allows({ catalog }: World, { question }: ErrorOutcome, key: Thumbprint): boolean {
  if (!question) return false;
  if (question.database === undefined) {
    const loginToken = { rows: keyLoginRows(catalog, [key]), sid: undefined };
    return decide(catalog, { loginToken }, question).kind === 'allowed';
  }
  const database = catalog.databases.get(databaseKey(catalog, question.database));
  if (!database) return false;
  const userToken = { rows: keyUserRows(database, [key]), sid: undefined };
  return decide(catalog, { database, userToken }, question).kind === 'allowed';
}
