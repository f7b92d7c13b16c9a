import { userToken } from '../../catalog/closure';
import { decide } from '../../catalog/decide/decide';
import { isAdministrator } from '../../catalog/decide/power';
import { objectQuestion } from '../../catalog/decide/question';
import { findModule, loginOfSid } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import { splitName } from '../../engine/names/split-name';
import type { World } from '../../engine/session/model';
import { selected } from '../../syntax/selected';
import type { Script, StatementOf } from '../../syntax/statement';
import { fold, sameName } from '../../text/name';
import { type SystemCall, systemCall } from '../calls';
import { grantOn, listed, ordinaryUsers, permissionOf } from '../grants-made';
import { rule, type StepFinding } from '../rule';
import { isTaken } from '../ways';

export const startupProcedure = rule({
  id: 'startup-procedure',
  severity: 'information',
  serverErrors: [],
  summary: 'A procedure runs whenever the server starts.',
  why: 'It runs as sysadmin, with nobody connected. Whoever may alter it, or what it calls, has his code run as sysadmin at the next start.',
  advice: 'Take ALTER on it, and on its schema, from everybody but administrators.',
  bad: [
    "USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'on';",
    "USE master; CREATE USER amy FOR LOGIN amy;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nGRANT ALTER ON dbo.warm_up TO amy; EXEC sp_procoption N'dbo.warm_up', 'startup', 'true';",
    "USE master; CREATE USER ann WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'on'; GRANT ALTER ON dbo.warm_up TO ann;",
  ],
  good: [
    'USE master; CREATE USER ann WITHOUT LOGIN;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nGRANT ALTER ON dbo.warm_up TO ann;',
    "USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'off';",
    'USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC dbo.warm_up;',
  ],
  rulebook: ['ENT-7', 'ESC-15'],
  statements: ['permission', 'execute'],
  *path(path, { step: { statement } }) {
    const { before } = path;
    if (!isTaken(path)) return;
    const grant = grantOn(path, statement);
    if (grant) yield* opened(before, grant);
    const call = systemCall(statement, before);
    const name = call && switchedOn(call);
    if (!call || name === undefined) return;
    const others = whoMayAlter(before.catalog, name);
    const span = call.span('@ProcName', 0);
    const start = `${name} runs as sysadmin whenever the server starts`;
    yield others.length === 0
      ? { span, message: `${start}.` }
      : { span, message: `${start}, and ${listed(others)} may alter it.`, severity: 'warning' };
  },
  stands: (_, { statement }, script, offset) =>
    statement.kind !== 'permission' || startsBefore(script, offset, statement.securable?.name.name),
});

/** The procedure that the call makes one of the startup. */
function switchedOn(call: SystemCall): string | undefined {
  if (call.name !== 'sp_procoption' || !sameName(call.text('@OptionName', 1) ?? '', 'startup')) return undefined;
  return ['on', 'true'].includes(fold(call.text('@OptionValue', 2) ?? '')) ? call.text('@ProcName', 0) : undefined;
}

/** A grant that lets somebody alter a procedure of master; whether that one runs at the start, the script says. */
function* opened({ catalog, database }: World, grant: StatementOf<'permission'>): Generator<StepFinding> {
  const master = catalog.databases.get(database);
  const permission = permissionOf(grant, 'ALTER', 'CONTROL', 'TAKE OWNERSHIP');
  if (!master || database !== 'master' || !permission || grant.securable?.class !== 'OBJECT') return;
  const who = ordinaryUsers(catalog, master, grant.principals).map(({ name }) => name);
  if (who.length > 0)
    yield {
      span: permission.span,
      message: `${grant.securable.name.text} runs as sysadmin whenever the server starts, and ${listed(who)} may alter it.`,
      severity: 'warning',
    };
}

const calls = selected((one) => systemCall(one, undefined) !== undefined);

/** Whether an earlier statement makes the procedure one of the startup. */
function startsBefore(script: Script, offset: number, name: string | undefined): boolean {
  for (const { offset: earlier, node } of calls(script)) {
    if (earlier >= offset || name === undefined) break;
    const call = systemCall(node, undefined);
    const started = call && switchedOn(call);
    if (started !== undefined && sameName(splitName(started)?.at(-1) ?? '', name)) return true;
  }
  return false;
}

/** Users and roles of master who may alter the procedure and are certainly no administrators. */
function whoMayAlter(catalog: Catalog, text: string): readonly string[] {
  const master = [...catalog.databases.values()].find((one) => one.name === 'master');
  const [name, schema] = [...(splitName(text) ?? [])].reverse();
  if (!master || name === undefined) return [];
  const module = findModule(master, { schema: schema ?? 'dbo', name }, undefined);
  if (module.kind !== 'found') return [];
  const question = objectQuestion(catalog, master, module.entry, 'ALTER');
  return [...master.principals.values()]
    .filter((one) => {
      if (one.fixed && one.name !== 'public' && one.name !== 'guest') return false;
      const login = one.sid === undefined ? undefined : loginOfSid(catalog, one.sid);
      if (login && isAdministrator(catalog, login) !== false) return false;
      return decide(catalog, { database: master, userToken: userToken(master, one) }, question).kind === 'allowed';
    })
    .map((one) => one.name);
}
