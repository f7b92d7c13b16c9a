/**
 * From verdicts to outcomes: what a statement needs, the error that it raises without it, and its effect when it has
 * it.
 */

import { databaseKey } from '../../catalog/collation';
import { decide, type Subject } from '../../catalog/decide/decide';
import { databaseQuestion, questionOn, serverQuestion } from '../../catalog/decide/question';
import type { Question, Verdict } from '../../catalog/decide/verdict';
import type { Database, Securable } from '../../catalog/model';
import { databaseNotKnown, lacking } from '../../catalog/reason';
import { askWith } from '../../catalog/requirement/ask';
import { disjunction, evaluateFormula } from '../../catalog/requirement/formula';
import { requirement } from '../../catalog/requirement/requirement';
import { fold } from '../../text/name';
import type { Span } from '../../text/span';
import { type Effect, failed, outcomeOnly } from '../session/effect';
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
 * what follows can still be followed, but where it is refused unless something holds. An effect that succeeds says on
 * the strength of what.
 */
export function settle(world: World, span: Span, needs: readonly (Need | Outcome)[], apply: () => Effect): Effect {
  let first: Outcome | undefined;
  let open: Outcome | undefined;
  let unless: Outcome | undefined;
  for (const need of needs) {
    const outcome = 'verdict' in need ? outcomeOf(world, span, need) : need;
    if (outcome.kind === 'error') return failed(world, outcome);
    first ??= outcome;
    if (outcome.kind !== 'unknown') continue;
    open ??= outcome;
    if (outcome.unless) unless ??= outcome;
  }
  if (unless) return outcomeOnly(world, unless);
  const effect = apply();
  if (effect.outcome.kind !== 'ok') return effect;
  const decisive = open ?? first;
  return decisive && !(decisive.kind === 'ok' && effect.outcome.proof) ? { ...effect, outcome: decisive } : effect;
}

/** What a need comes to: allowed with its proof, not known, or refused with its message. */
export function outcomeOf(world: World, span: Span, { verdict, message, refusal, endsBatch = false }: Need): Outcome {
  switch (verdict.kind) {
    case 'allowed':
      return { kind: 'ok', proof: verdict.proof };
    case 'unknown': {
      const { because, question, unless } = verdict;
      if (unless === undefined || !question) return { kind: 'unknown', because, ...(question && { question }) };
      const why = refusal ?? sandboxRefusal(world, question);
      return {
        kind: 'unknown',
        because,
        question,
        unless: { fact: unless, refusal: serverError({ message, span, refusal: why, question, endsBatch }) },
      };
    }
    case 'denied': {
      const { question, proof } = verdict;
      return serverError({
        message,
        span,
        refusal: refusal ?? sandboxRefusal(world, question),
        question,
        proof,
        endsBatch,
      });
    }
  }
}

/** A server permission that is missing in a database-scoped frame is missing because of the sandbox (XDB-30). */
function sandboxRefusal(world: World, question: Question): Refusal {
  const { frame } = world.stack;
  const home = frame.home === undefined ? undefined : world.catalog.databases.get(frame.home);
  if (frame.scope !== 'database' || !isOutside(home, question)) return { kind: 'permission' };
  return { kind: 'server-permission-in-sandbox', from: home?.name ?? world.database };
}

/** What belongs to the server, or is another database than the frame's own. */
function isOutside(home: Database | undefined, { securable: { class: kind }, on }: Question): boolean {
  return ofServer.has(kind) || (kind === 'DATABASE' && home !== undefined && on !== `DATABASE::${home.name}`);
}

const ofServer: ReadonlySet<string> = new Set(['SERVER', 'LOGIN', 'SERVER ROLE', 'ENDPOINT', 'AVAILABILITY GROUP']);

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
  const places = {
    securable: () => undefined,
    subjectIn: (name: string) => subject(world, databaseKey(world.catalog, name)),
  };
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

/** The weakest of several ways: allowed when one of them is; the message is that of the first. */
export function anyOf(first: Need, ...others: readonly Need[]): Need {
  const verdict = disjunction([first, ...others].map((need) => need.verdict));
  return verdict.kind === 'denied' ? first : { ...first, verdict };
}

/** As `anyOf`, where an explicit DENY of the first way closes the others too. */
export function unlessDenied(own: Need, ...wider: readonly Need[]): Need {
  return isDeniedByRow(own) ? own : anyOf(own, ...wider);
}

/** Whether it is refused by a DENY, and not for want of a GRANT alone. */
export function isDeniedByRow({ verdict }: Need): boolean {
  return verdict.kind === 'denied' && verdict.proof.kind === 'row';
}
