/**
 * From verdicts to outcomes: what a statement needs, the error that it raises without it, and its effect when it has
 * it.
 */

import { decide, type Subject } from '../../catalog/decide/decide';
import { databaseQuestion, questionOn, serverQuestion } from '../../catalog/decide/question';
import type { Verdict } from '../../catalog/decide/verdict';
import type { Database, Securable } from '../../catalog/model';
import { databaseNotKnown, lacking } from '../../catalog/reason';
import { askWith } from '../../catalog/requirement/ask';
import { evaluateFormula } from '../../catalog/requirement/formula';
import { requirement } from '../../catalog/requirement/requirement';
import { fold } from '../../text/name';
import type { Span } from '../../text/span';
import { type Effect, failed } from '../session/effect';
import { subject } from '../session/identity';
import * as messages from '../session/messages';
import type { Outcome, Refusal, World } from '../session/model';
import { serverError } from '../session/server-error';

/** One thing that a statement needs, and the message where the verdict is denied. */
export interface Need {
  readonly verdict: Verdict;
  readonly message: messages.Message;
  readonly refusal?: Refusal;
  readonly endsBatch?: boolean;
}

/**
 * The database in which a statement runs, with who asks there; undefined: the catalog does not hold it (which a world
 * never does).
 */
export function here(world: World): { readonly database: Database; readonly subject: Subject } | undefined {
  const database = world.catalog.databases.get(world.database);
  return database && { database, subject: subject(world, world.database) };
}

/**
 * The one door from what a statement needs to its outcome. The effect of a statement that needs all of these: the first
 * that is refused decides; one that is not known makes the outcome unknown, and the effect is taken to happen, so that
 * what follows can still be followed. An effect that succeeds says on the strength of what.
 */
export function settle(world: World, span: Span, needs: readonly (Need | Outcome)[], apply: () => Effect): Effect {
  const outcomes = needs.map((one) => ('verdict' in one ? outcomeOf(world, span, one) : one));
  for (const outcome of outcomes) if (outcome.kind === 'error') return failed(world, outcome);
  const effect = apply();
  if (effect.outcome.kind !== 'ok') return effect;
  const decisive = outcomes.find(({ kind }) => kind === 'unknown') ?? outcomes[0];
  return decisive && !(decisive.kind === 'ok' && effect.outcome.proof) ? { ...effect, outcome: decisive } : effect;
}

/** What a need comes to: allowed with its proof, not known, or refused with its message. */
export function outcomeOf(world: World, span: Span, { verdict, message, refusal, endsBatch = false }: Need): Outcome {
  switch (verdict.kind) {
    case 'allowed':
      return { kind: 'ok', proof: verdict.proof };
    case 'unknown':
      return { kind: 'unknown', because: verdict.because, ...(verdict.question && { question: verdict.question }) };
    case 'denied':
      return serverError({
        message,
        span,
        refusal: refusal ?? sandboxRefusal(world, verdict),
        question: verdict.question,
        proof: verdict.proof,
        endsBatch,
      });
  }
}

/** A server permission that is missing in a database-scoped frame is missing because of the sandbox (XDB-30). */
function sandboxRefusal(world: World, verdict: Verdict & { kind: 'denied' }): Refusal {
  const { frame } = world.stack;
  if (frame.scope !== 'database' || verdict.question.securable.class !== 'SERVER') return { kind: 'permission' };
  const home = frame.home === undefined ? undefined : world.catalog.databases.get(frame.home);
  return { kind: 'server-permission-in-sandbox', from: home?.name ?? world.database };
}

/** A permission on the server, with its message. */
export function onServer(world: World, permission: string, message: messages.Message): Need {
  const verdict = decide(world.catalog, subject(world, world.database), serverQuestion(world.catalog, permission));
  return { verdict, message };
}

/**
 * A role of master, which in Azure SQL Database stands in for a server permission; the server's administrator passes
 * (AZ-3).
 */
export function inMasterRole(world: World, form: string, message: messages.Message): Need {
  const row = requirement(form);
  if (!row)
    return {
      verdict: { kind: 'unknown', because: lacking('model', `what ${form} needs is not modelled`) },
      message,
    };
  const places = { securable: () => undefined, subjectIn: (name: string) => subject(world, fold(name)) };
  return {
    verdict: evaluateFormula(row.formula, askWith(world.catalog, subject(world, fold('master')), places)),
    message,
  };
}

/** A permission on the current database. */
export function onDatabase(world: World, permission: string, message: messages.Message): Need {
  const place = here(world);
  if (!place) return { verdict: { kind: 'unknown', because: databaseNotKnown }, message };
  return {
    verdict: decide(world.catalog, place.subject, databaseQuestion(world.catalog, place.database, permission)),
    message,
  };
}

/** The permission to create such objects in the current database; its refusal ends the batch (262). */
export function toCreate(world: World, what: string): Need {
  const permission = `CREATE ${what}`;
  const name = here(world)?.database.name ?? world.database;
  return { ...onDatabase(world, permission, messages.deniedInDatabase(permission, name)), endsBatch: true };
}

/** A permission on something in the current database, or on a server principal. */
export function onSecurable(world: World, permission: string, securable: Securable, message: messages.Message): Need {
  const place = here(world);
  const question = questionOn(world.catalog, place?.database, permission, securable);
  return { verdict: decide(world.catalog, place?.subject ?? {}, question), message };
}

/** The weakest of several ways: allowed when one of them is. */
export function anyOf(first: Need, ...others: readonly Need[]): Need {
  const all = [first, ...others];
  return (
    all.find((need) => need.verdict.kind === 'allowed') ?? all.find((need) => need.verdict.kind === 'unknown') ?? first
  );
}

/** As `anyOf`, where an explicit DENY of the first way closes the others too. */
export function unlessDenied(own: Need, ...wider: readonly Need[]): Need {
  return isDeniedByRow(own) ? own : anyOf(own, ...wider);
}

/** Whether it is refused by a DENY, and not for want of a GRANT alone. */
export function isDeniedByRow({ verdict }: Need): boolean {
  return verdict.kind === 'denied' && verdict.proof.kind === 'row';
}
