/**
 * The run of a job's T-SQL steps: each is a batch on Agent's own connection, under the context that its owner gives it
 * (ENT-4).
 */

import { withAgentLogin } from '../../../catalog/change/server/jobs';
import { loginToken } from '../../../catalog/closure';
import { databaseKey } from '../../../catalog/collation';
import { decide } from '../../../catalog/decide/decide';
import { decideImpersonateUser, impersonableUser } from '../../../catalog/decide/impersonate';
import { memberOf } from '../../../catalog/decide/membership';
import { databaseQuestion } from '../../../catalog/decide/question';
import { sysadminId } from '../../../catalog/ids';
import { findPrincipal } from '../../../catalog/lookup';
import type { Job, JobStep } from '../../../catalog/model';
import { staysOutside } from '../../../catalog/opaque-procedures';
import { lacking } from '../../../catalog/reason';
import { fold } from '../../../text/name';
import { userFrame } from '../../calls/module-frame';
import { here } from '../../judge/needs';
import { enterDatabase } from '../../names/access';
import type { PlannedCall } from '../../session/effect';
import { change, makeFrame, makeSession, push } from '../../session/make';
import type { Context, ErrorOutcome, Frame, Guard, World } from '../../session/model';
import { backgroundBatch, batchScope, noVariables } from '../../session/scope';
import { refusalWithoutNumber } from '../../session/server-error';

/**
 * The steps that run, in order: from this one on, as long as each leads to the next. Other subsystems run outside the
 * server.
 */
export function planSteps(context: Context, job: Job, from: number): readonly PlannedCall[] {
  return stepsFrom(job, from).flatMap((step) =>
    step.subsystem === 'TSQL' && step.command !== undefined ? [plan(context, job, step, step.command)] : [],
  );
}

/** Whether one of the steps runs what nobody sees: a program, a script, a text that is not known (UNK-12). */
export function leavesServer(job: Job, from: number): boolean {
  return stepsFrom(job, from).some(({ subsystem, command }) => {
    if (command === undefined) return true;
    if (subsystem === 'TSQL') return false;
    return subsystem !== 'CMDEXEC' || !staysOutside(command);
  });
}

function stepsFrom(job: Job, from: number): readonly JobStep[] {
  const steps = job.steps.slice(from);
  const end = steps.findIndex(({ goesOn }) => !goesOn);
  return end < 0 ? steps : steps.slice(0, end + 1);
}

function plan(context: Context, job: Job, step: JobStep, command: string): PlannedCall {
  return {
    kind: 'job',
    module: undefined,
    name: `${job.name}, step ${step.id}`,
    definition: undefined,
    body: context.definitions.parse(command),
    enter: (from) => enterStep(from, job, step),
  };
}

const nowhere = { start: 0, end: 0 };

/**
 * A sysadmin's step runs as Agent, or as the user that the step names; anybody else's as the owner, who must get into
 * the database.
 */
function enterStep(from: World, job: Job, step: JobStep): World | ErrorOutcome {
  const agent = withAgentLogin(from.catalog);
  const database = databaseKey(from.catalog, step.database ?? 'master');
  const guard: Guard = { database, revert: 'never' };
  const own = serverFrame('session', { kind: 'login', id: agent.id }, guard);
  const base = change(from, {
    catalog: agent.catalog,
    session: makeSession({ number: from.session.number, original: own.login, background: true }),
    stack: push(undefined, own),
    scope: batchScope,
    variables: noVariables,
    transaction: 'none',
    undo: undefined,
    abortOnError: false,
    database: fold('master'),
  });
  const owner = job.owner === undefined ? undefined : base.catalog.server.principals.get(job.owner);
  const admin =
    owner && memberOf(loginToken(base.catalog, owner), sysadminId, 'grant', { kind: 'server', catalog: base.catalog });
  const switched =
    admin?.kind === 'member'
      ? base
      : change(base, {
          stack: push(
            base.stack,
            serverFrame('login', owner && admin?.kind === 'no' ? { kind: 'login', id: owner.id } : unknownOwner, guard),
          ),
        });
  const entered = enterDatabase(switched, step.database ?? 'master', nowhere);
  if (entered.kind === 'refused') return entered.outcome;
  const inside = change(switched, { database });
  const named =
    admin?.kind === 'member' && step.databaseUser !== undefined ? asUser(inside, step.databaseUser, guard) : inside;
  // The step is a batch, not a module: at its end the session that started the job goes on where it was.
  return 'kind' in named ? named : backgroundBatch(named, from);
}

const unknownOwner = { kind: 'unknown', because: lacking('declaration', 'who owns the job is not known') } as const;

function serverFrame(origin: 'session' | 'login', login: Frame['login'], guard: Guard): Frame {
  const user = login.kind === 'unknown' ? login : ({ kind: 'mapped' } as const);
  return makeFrame({ origin, scope: 'server', login, user, home: undefined, vouchers: [], guard });
}

/** @database_user_name: like EXECUTE AS USER. */
function asUser(world: World, name: string, guard: Guard): World | ErrorOutcome {
  const place = here(world);
  const found = place && findPrincipal(place.database, name);
  const refused = refusalWithoutNumber('The step cannot run as this user.', nowhere, {
    kind: 'principal-missing',
    level: 'user',
    name,
    otherLevel: false,
  });
  if (!place || !found || found.kind === 'absent' || !found.entry) return refused;
  const { database } = place;
  if (impersonableUser(world.catalog, found.entry).kind === 'no') return refused;
  if (decideImpersonateUser(world.catalog, { ...place.subject, database }, found.entry).kind === 'denied')
    return refused;
  const inside = change(world, { stack: push(world.stack, userFrame(world, found.entry, guard, 'user')) });
  const connect = decide(inside.catalog, here(inside)!.subject, databaseQuestion(inside.catalog, database, 'CONNECT'));
  return connect.kind === 'denied' ? refused : inside;
}
