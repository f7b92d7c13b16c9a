/** Jobs of SQL Server Agent, as msdb.dbo.sp_add_job and its family leave them (ENT-4, ENT-5). */

import { fold, type Name } from '../../../text/name';
import { foldIn } from '../../collation';
import { sysadminId } from '../../ids';
import { serverPrincipals } from '../../indexes';
import type { Catalog, Id, Job, JobStep, ServerPrincipal } from '../../model';
import { changing, editServer } from '../edit';
import { addServerMember, createLogin } from '../principals/logins';

/** sp_add_job; the steps come afterwards. */
export function addJob(catalog: Catalog, name: Name, owner: Id | undefined): Catalog {
  return changing(catalog, 'addJob', [name, owner], () =>
    editServer(catalog, (server) => {
      const made: Job = { id: `job:${foldIn(server, name)}` as Id, name, certain: true, owner, steps: [] };
      return { ...server, jobs: server.jobs.set(foldIn(server, name), made) };
    }),
  );
}
/** sp_delete_job. */
export function dropJob(catalog: Catalog, name: Name): Catalog {
  return changing(catalog, 'dropJob', name, () =>
    editServer(catalog, (server) => ({ ...server, jobs: server.jobs.delete(foldIn(server, name)) })),
  );
}

/** sp_update_job: another owner, another name. */
export function changeJob(catalog: Catalog, job: Job, to: { readonly name?: Name; readonly owner?: Id }): Catalog {
  return changing(catalog, 'changeJob', [job.name, to], () =>
    editServer(catalog, (server) => {
      const changed: Job = { ...job, ...to };
      return {
        ...server,
        jobs: server.jobs.delete(foldIn(server, job.name)).set(foldIn(server, changed.name), changed),
      };
    }),
  );
}

/** sp_add_jobstep, sp_update_jobstep: the step of that number is this one, or there is none (undefined). */
export function setJobStep(catalog: Catalog, job: Job, id: number, step: JobStep | undefined): Catalog {
  return changing(catalog, 'setJobStep', [job.name, id, step ?? null], () =>
    editServer(catalog, (server) => {
      const steps = [...job.steps.filter((one) => one.id !== id), ...(step ? [step] : [])].sort((a, b) => a.id - b.id);
      return { ...server, jobs: server.jobs.set(foldIn(server, job.name), { ...job, steps }) };
    }),
  );
}

const agentName = 'NT SERVICE\\SQLSERVERAGENT';

/**
 * The login under which Agent connects: a member of sysadmin that setup makes (ENT-4). It is not in a fresh catalog,
 * whose only login is sa, and comes in with the first job that runs.
 */
export function withAgentLogin(catalog: Catalog): { readonly catalog: Catalog; readonly id: Id } {
  const made = createLogin(catalog, { name: agentName, type: 'windows_login' });
  const [{ id }] = serverPrincipals.find(made.server.principals, fold(agentName)) as readonly [ServerPrincipal];
  return { catalog: addServerMember(made, sysadminId, id), id };
}
