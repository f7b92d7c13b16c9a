import { userToken } from '../../catalog/closure';
import { decide } from '../../catalog/decide/decide';
import { isAdministrator } from '../../catalog/decide/power';
import { objectQuestion } from '../../catalog/decide/question';
import { findModule, loginOfSid } from '../../catalog/lookup';
import type { Catalog } from '../../catalog/model';
import { splitName } from '../../engine/names/split-name';
import { fold, sameName } from '../../text/name';
import { systemCall } from '../calls';
import { listed } from '../grants-made';
import { rule } from '../rule';

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
  ],
  good: [
    "USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC sp_procoption 'dbo.warm_up', 'startup', 'off';",
    'USE master;\nGO\nCREATE PROCEDURE dbo.warm_up AS SELECT 1;\nGO\nEXEC dbo.warm_up;',
  ],
  rulebook: ['ENT-7', 'ESC-15'],
  *path({ before, outcome }, { step: { statement } }) {
    const call = systemCall(statement, before);
    if (call?.name !== 'sp_procoption' || outcome.kind === 'error') return;
    const isOn = ['on', 'true'].includes(fold(call.text('@OptionValue', 2) ?? ''));
    const name = call.text('@ProcName', 0);
    if (!isOn || name === undefined || !sameName(call.text('@OptionName', 1) ?? '', 'startup')) return;
    const others = whoMayAlter(before.catalog, name);
    const span = call.span('@ProcName', 0);
    const start = `${name} runs as sysadmin whenever the server starts`;
    yield others.length === 0
      ? { span, message: `${start}.` }
      : { span, message: `${start}, and ${listed(others)} may alter it.`, severity: 'warning' };
  },
});

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
