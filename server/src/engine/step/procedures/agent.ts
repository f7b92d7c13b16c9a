/**
 * SQL Server Agent: what scripts say about jobs is kept, and sp_start_job runs the T-SQL steps at once (ENT-4, ENT-5).
 */

import { addJob, changeJob, dropJob, setJobStep } from '../../../catalog/change/server/jobs';
import { foldIn } from '../../../catalog/collation';
import { memberOf } from '../../../catalog/decide/membership';
import { sysadminId } from '../../../catalog/ids';
import { findLogin, knowledgeOf } from '../../../catalog/lookup';
import type { Catalog, Id, Job, JobStep } from '../../../catalog/model';
import { lacking } from '../../../catalog/reason';
import type { StatementOf } from '../../../syntax/statement';
import { type Folded, fold } from '../../../text/name';
import { behindAnything } from '../../calls/unknown-batch';
import { type Effect, failed, ok, unknown } from '../../session/effect';
import { currentLoginId, loginToken } from '../../session/identity';
import { change, setVariable } from '../../session/make';
import * as messages from '../../session/messages';
import type { Context, Value, World } from '../../session/model';
import { refusalWithoutNumber, serverError } from '../../session/server-error';
import { argument } from '../context/setuser';
import { leavesServer, planSteps } from './job-run';

type Execute = StatementOf<'execute'>;

/** A procedure of msdb about jobs, which the caller may run; undefined: it is about something else. */
export function stepAgentProcedure(
  context: Context,
  statement: Execute,
  world: World,
  name: Folded,
): Effect | undefined {
  const call: Call = { context, statement, world };
  switch (name as string) {
    case 'sp_add_job':
      return add(call);
    case 'sp_update_job':
      return withJob(call, (job) => update(call, job));
    case 'sp_delete_job':
      return withJob(call, (job) => stored(world, dropJob(world.catalog, job.name)));
    case 'sp_add_jobstep':
      return withJob(call, (job) => addStep(call, job));
    case 'sp_update_jobstep':
      return withJob(call, (job) => updateStep(call, job));
    case 'sp_delete_jobstep':
      return withJob(call, (job) => {
        const id = number(call, '@step_id', 2);
        return stored(
          world,
          job.steps.reduce(
            (catalog, step) => (id === 0 || step.id === id ? setJobStep(catalog, job, step.id, undefined) : catalog),
            world.catalog,
          ),
        );
      });
    case 'sp_start_job':
      return withJob(call, (job) => {
        const first = text(call, '@step_name', 4);
        const from =
          first === undefined
            ? 0
            : Math.max(
                0,
                job.steps.findIndex((step) => fold(step.name) === fold(first)),
              );
        const calls = context.enterCalls ? planSteps(context, job, from) : [];
        const after = leavesServer(job, from) ? behindAnything(world) : world;
        return calls.length > 0 ? { outcome: { kind: 'ok' }, after, calls } : ok(after);
      });
    default:
      return undefined;
  }
}

interface Call {
  readonly context: Context;
  readonly statement: Execute;
  readonly world: World;
}

function value({ context, statement, world }: Call, parameter: string, position: number): Value | undefined {
  return argument(context, world, statement, parameter, position);
}

function text(call: Call, parameter: string, position: number): string | undefined {
  const one = value(call, parameter, position);
  return one?.kind === 'string' ? one.value : undefined;
}

function number(call: Call, parameter: string, position: number): number | undefined {
  const one = value(call, parameter, position);
  return one?.kind === 'number' ? one.value : undefined;
}

function stored(world: World, catalog: Catalog): Effect {
  return ok(world, catalog);
}

/** The owner is the login in effect unless another is named; its id comes back in @job_id. */
function add(call: Call): Effect {
  const { statement, world } = call;
  const name = text(call, '@job_name', 0);
  if (name === undefined)
    return unknown(world, lacking('value', 'the name of the job is not known before the script is run'));
  const owner = ownerOf(call, 6);
  if (owner && 'outcome' in owner) return owner;
  const receiver = statement.arguments.find(
    (one) => one.output && one.name !== undefined && fold(one.name) === fold('@job_id'),
  );
  const after = change(world, { catalog: addJob(world.catalog, name, owner ? owner.id : currentLoginId(world)) });
  if (receiver?.value.kind !== 'variable') return ok(after);
  const id: Value = { kind: 'cookie', of: `job:${name}` };
  return ok(change(after, { variables: setVariable(after.variables, fold(receiver.value.name), id) }));
}

/** The owner that is named; another one than oneself only by a sysadmin. */
function ownerOf(call: Call, position: number): { readonly id: Id | undefined } | Effect | undefined {
  const given = value(call, '@owner_login_name', position);
  if (!given || given.kind === 'null') return undefined;
  const { world, statement } = call;
  const login = given.kind === 'string' ? findLogin(world.catalog, given.value) : undefined;
  if (login?.kind === 'absent') {
    const refusal = { kind: 'missing', what: 'login', name: given.kind === 'string' ? given.value : '' } as const;
    return failed(world, refusalWithoutNumber('The owner of the job is no login.', statement.span, refusal));
  }
  const id = login?.entry?.id;
  const admin = memberOf(loginToken(world), sysadminId, 'grant', { kind: 'server', catalog: world.catalog });
  if (admin.kind === 'no' && id !== currentLoginId(world)) {
    const refusal = { kind: 'other', because: 'a job of another owner' } as const;
    return failed(
      world,
      refusalWithoutNumber('Only a sysadmin may name another owner of a job.', statement.span, refusal),
    );
  }
  return { id };
}

function update(call: Call, job: Job): Effect {
  const name = text(call, '@new_name', 2);
  const owner = ownerOf(call, 7);
  if (owner && 'outcome' in owner) return owner;
  return stored(
    call.world,
    changeJob(call.world.catalog, job, {
      ...(name !== undefined && { name }),
      ...(owner?.id !== undefined && { owner: owner.id }),
    }),
  );
}

/** A T-SQL step runs under no proxy (14530). */
function addStep(call: Call, job: Job): Effect {
  const id = number(call, '@step_id', 2) ?? job.steps.length + 1;
  return putStep(call, job, { id, name: `${id}`, subsystem: 'TSQL', command: undefined, goesOn: false });
}

function updateStep(call: Call, job: Job): Effect {
  const id = number(call, '@step_id', 2);
  const old = job.steps.find((step) => step.id === id);
  return old
    ? putStep(call, job, old)
    : unknown(call.world, lacking('declaration', 'the step of the job is not known'));
}

function putStep(call: Call, job: Job, old: JobStep): Effect {
  const { world, statement } = call;
  const command = value(call, '@command', 5);
  const written = command?.kind === 'string' ? command.value : undefined;
  const database = text(call, '@database_name', 13);
  const databaseUser = text(call, '@database_user_name', 14);
  const action = number(call, '@on_success_action', 8);
  const step: JobStep = {
    ...old,
    name: text(call, '@step_name', 3) ?? old.name,
    subsystem: (text(call, '@subsystem', 4) ?? old.subsystem).toUpperCase(),
    command: command === undefined ? old.command : written,
    goesOn: action === undefined ? old.goesOn : action === 3 || action === 4,
    ...(database !== undefined && { database }),
    ...(databaseUser !== undefined && { databaseUser }),
  };
  const proxy = text(call, '@proxy_name', 21) ?? (number(call, '@proxy_id', 20) === undefined ? undefined : 'proxy');
  if (step.subsystem === 'TSQL' && proxy !== undefined)
    return failed(
      world,
      serverError({
        message: messages.subsystemNeedsNoProxy(),
        span: statement.span,
        refusal: { kind: 'other', because: 'a T-SQL step cannot run under a proxy' },
      }),
    );
  return stored(world, setJobStep(world.catalog, job, step.id, step));
}

/** The job that @job_name or @job_id names. */
function withJob(call: Call, use: (job: Job) => Effect): Effect {
  const { context, statement, world } = call;
  const starts = statement.module.kind === 'name' && fold(statement.module.name.name) === fold('sp_start_job');
  const id = argument(context, world, statement, '@job_id', starts ? 1 : 0);
  const byId = id?.kind === 'cookie' && id.of.startsWith('job:') ? id.of.slice('job:'.length) : undefined;
  const name = byId ?? text(call, '@job_name', starts ? 0 : 1);
  const unseen = starts ? behindAnything(world) : world; // its steps may be anything
  if (name === undefined)
    return unknown(unseen, lacking('value', 'which job is meant is not known before the script is run'));
  const job = world.catalog.server.jobs.get(foldIn(world.catalog.server, name));
  if (job?.certain) return use(job);
  if (job || knowledgeOf(world.catalog.server, 'job') === 'open') {
    const after = job && !leavesServer(job, 0) ? world : unseen;
    return unknown(after, lacking('declaration', `the job '${name}' is not in the catalog`));
  }
  const refusal = { kind: 'missing', what: 'job', name } as const;
  return failed(world, serverError({ message: messages.noSuchJob('@job_name', name), span: statement.span, refusal }));
}
