/** What keys, jobs and assemblies allow. */

import { loginToken } from '../../catalog/closure';
import { decide } from '../../catalog/decide/decide';
import { memberOf } from '../../catalog/decide/membership';
import { databaseQuestion, keyQuestion } from '../../catalog/decide/question';
import { sysadminId } from '../../catalog/ids';
import { loginsOfKey, usersOfKey } from '../../catalog/lookup';
import type { Job, Key } from '../../catalog/model';
import { subject } from '../../engine/session/identity';
import type { World } from '../../engine/session/model';
import { bracket, fold } from '../../text/name';
import type { Ground, LastMove, Move, PathStep, Position } from './model';
import { altered, calleesOf } from './module-moves';
import { procedureNode, serviceAccount, stepsOf, sysadmin } from './nodes';
import { batchOf, literal } from './text';
import { arrive, connect, rest } from './try-out';

const made = '[dbo].[escalation path]';

/** ESC-17: keys with which one may sign a procedure of one's own; it then holds what the key's users and logins hold. */
export function* sign({ definitions, opens }: Ground, { world }: Position): Generator<Move> {
  const who = subject(world, world.database);
  const { database } = who;
  if (!database) return;
  for (const key of database.keys.values()) {
    if (!isUseful(world, key) || !opens(world.database, key.name)) continue;
    const verdict = decide(world.catalog, who, keyQuestion(world.catalog, database, key, 'CONTROL'));
    if (verdict.kind !== 'allowed') continue;
    const by = `${key.type === 'certificate' ? 'CERTIFICATE' : 'ASYMMETRIC KEY'} ${bracket(key.name)}`;
    const write = (rest: string): string =>
      [batchOf(`CREATE PROCEDURE ${made} AS\n${rest}`), `ADD SIGNATURE TO ${made} BY ${by};`, `EXEC ${made};`].join(
        '\n',
      );
    const to = arrive(definitions, world, write);
    if (!to) continue;
    const node = {
      id: `${world.database}/key:${fold(key.name)}`,
      kind: 'user',
      name: key.name,
      database: database.name,
    } as const;
    yield {
      steps: [
        ...stepsOf(world, verdict.proof, 'may sign with', node, 'database'),
        { from: node, to: node, edge: 'lends', fact: { kind: 'key', name: key.name, database: world.database } },
      ],
      write,
      to: { world: to, inside: true },
    };
  }
}

function isUseful({ catalog, database }: World, { type, privateKey, certain, thumbprint }: Key): boolean {
  if (type === 'symmetric_key' || !privateKey || !certain) return false;
  const here = catalog.databases.get(database)!;
  return loginsOfKey(catalog, thumbprint).length > 0 || usersOfKey(here, thumbprint).length > 0;
}

/** ESC-15: jobs of a sysadmin that run code of the current database that one may alter. The schedule runs them. */
export function* alterJobs({ definitions }: Ground, { world, inside }: Position): Generator<LastMove> {
  if (inside) return;
  for (const job of world.catalog.server.jobs.values()) {
    if (!isPowerful(world, job)) continue;
    for (const { subsystem, command, database } of job.steps) {
      if (subsystem !== 'TSQL' || command === undefined || fold(database ?? 'master') !== world.database) continue;
      for (const callee of calleesOf(world, definitions, { definition: { body: definitions.parse(command) } })) {
        const verdict = decide(world.catalog, subject(world, world.database), callee.alter);
        if (verdict.kind !== 'allowed') continue;
        const alter = (text: string): string => batchOf(altered(callee, text));
        const start = `EXEC dbo.sp_start_job @job_name = ${literal(job.name)};`;
        const to = runsInJob(definitions, world, alter, start);
        if (!to) continue;
        const procedure = procedureNode(callee.database, callee.module.name);
        yield {
          steps: [
            ...stepsOf(world, verdict.proof, 'may alter', procedure, 'database'),
            { from: procedure, to: sysadmin, edge: 'runs as', fact: { kind: 'job', name: job.name } },
          ],
          write: (text) => `${alter(text)}\nGO\n-- the schedule of the job\n--# session: login=sa db=msdb\n${start}`,
          to: { world: to, inside: true },
          reaches: sysadmin,
        };
      }
    }
  }
}

function runsInJob(
  definitions: Ground['definitions'],
  world: World,
  alter: (text: string) => string,
  start: string,
): World | undefined {
  const changed = arrive(definitions, world, (later) => `${alter(rest)}\n${later}`);
  const agent = changed && connect(definitions, changed.catalog, 'sa', 'msdb');
  return agent && arrive(definitions, agent, () => start);
}

function isPowerful({ catalog }: World, { owner, certain }: Job): boolean {
  const login = owner === undefined ? undefined : catalog.server.principals.get(owner);
  if (!certain || !login) return false;
  return memberOf(loginToken(catalog, login), sysadminId, 'grant', { kind: 'server', catalog }).kind === 'member';
}

/** ESC-10: who may load unsafe code runs it as the account of the service. */
export function* loadCode({ definitions }: Ground, { world, inside }: Position): Generator<LastMove> {
  const who = subject(world, world.database);
  const { database } = who;
  if (!database || database.system) return;
  const verdict = decide(world.catalog, who, databaseQuestion(world.catalog, database, 'CREATE ASSEMBLY'));
  if (verdict.kind !== 'allowed') return;
  const write = (rest: string): string =>
    `CREATE ASSEMBLY [escalation path] FROM 0x4D5A90000300000004000000 WITH PERMISSION_SET = UNSAFE;\n${rest}`;
  const to = arrive(definitions, world, write);
  if (!to) return;
  const steps = stepsOf(world, verdict.proof, 'may load code as', serviceAccount, 'database');
  const trust: readonly PathStep[] =
    database.trustworthy === true
      ? [
          {
            from: steps.at(-1)!.from,
            to: serviceAccount,
            edge: 'is trusted as',
            fact: { kind: 'trustworthy', name: database.name, database: world.database },
          },
        ]
      : [];
  yield { steps: [...steps, ...trust], write, to: { world: to, inside }, reaches: serviceAccount };
}
