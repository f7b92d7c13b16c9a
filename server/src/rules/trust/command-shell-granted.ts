import { sameName } from '../../text/name';
import { systemCall } from '../calls';
import { grantOn, listed, ordinaryUsers, permissionOf } from '../grants-made';
import { rule } from '../rule';

const proxy = '##xp_cmdshell_proxy_account##';

export const commandShellGranted = rule({
  id: 'command-shell-granted',
  severity: 'warning',
  serverErrors: [],
  summary: 'xp_cmdshell is opened to people who are no administrators.',
  why: 'sysadmin runs commands as the service account. Everybody else who may EXECUTE xp_cmdshell runs them as the proxy account, with all that this account may do on the machine and in the network.',
  advice: 'Put the one command into a signed procedure or an Agent job, and leave xp_cmdshell to administrators.',
  bad: [
    'USE master; CREATE USER amy FOR LOGIN amy; GRANT EXECUTE ON xp_cmdshell TO amy;',
    'USE master; GRANT EXECUTE ON sys.xp_cmdshell TO public;',
    "EXEC sp_xp_cmdshell_proxy_account 'CORP\\runner', 'x';",
    "CREATE CREDENTIAL ##xp_cmdshell_proxy_account## WITH IDENTITY = 'CORP\\runner', SECRET = 'x';",
  ],
  good: [
    'USE master; REVOKE EXECUTE ON xp_cmdshell FROM public;',
    'EXEC sp_xp_cmdshell_proxy_account NULL;',
    "CREATE CREDENTIAL files WITH IDENTITY = 'CORP\\runner', SECRET = 'x';",
    'ALTER SERVER ROLE sysadmin ADD MEMBER amy; USE master; CREATE USER amy FOR LOGIN amy; GRANT EXECUTE ON xp_cmdshell TO amy;',
  ],
  rulebook: ['ENT-11'],
  statements: ['permission', 'execute', 'credential'],
  *path(path, { step: { statement } }) {
    const { before, outcome } = path;
    if (outcome.kind === 'error') return;
    const grant = grantOn(path, statement);
    const permission = grant && permissionOf(grant, 'EXECUTE', 'CONTROL');
    const database = before.catalog.databases.get(before.database);
    if (permission && database && sameName(grant.securable?.name.name ?? '', 'xp_cmdshell')) {
      const who = ordinaryUsers(before.catalog, database, grant.principals).map(({ name }) => name);
      if (who.length > 0)
        yield {
          span: permission.span,
          message: `${listed(who)} may run commands of the operating system, as the proxy account of xp_cmdshell.`,
        };
    }
    const call = systemCall(statement, before);
    if (call?.name === 'sp_xp_cmdshell_proxy_account' && call.text('@account_name', 0) !== undefined)
      yield { span: call.span('@account_name', 0), message: proxied(call.text('@account_name', 0)!) };
    if (statement.kind === 'credential' && statement.scope === 'server' && sameName(statement.name.name, proxy))
      yield { span: statement.name.span, message: proxied('this account') };
  },
});

function proxied(account: string): string {
  return `Whoever may EXECUTE xp_cmdshell and is no administrator runs commands as ${account} from now on.`;
}
