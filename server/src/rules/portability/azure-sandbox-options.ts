import { impersonatesLogin } from '../impersonation/azure-execute-as-login';
import { rule } from '../rule';
import { pushedBy, refused, withServerText } from '../words';

export const azureSandboxOptions = rule({
  id: 'azure-sandbox-options',
  severity: 'error',
  serverErrors: [40508, 40515],
  summary: 'Another database, or trust between databases, in Azure SQL Database.',
  why: 'A connection stays in its database there: USE and names of three parts are refused, and so are the options and servers that would lead out of it.',
  advice: 'Connect to the other database, or use an external table; sign modules instead of TRUSTWORTHY.',
  bad: [`USE warehouse;`, `SELECT item FROM warehouse.dbo.Stock;`, `ALTER DATABASE shop SET TRUSTWORTHY ON;`],
  good: [`SELECT total FROM dbo.Orders;`, `SELECT total FROM master.dbo.Orders;`, `USE master;`],
  version: 'azure-sql-database',
  rulebook: ['AZ-2', 'AZ-5'],
  *refusal(path, { step: { statement } }) {
    const hit = refused(path, 'platform');
    if (!hit || impersonatesLogin(statement)) return;
    yield {
      span: hit.outcome.span,
      message: withServerText(`${hit.refusal.because}.`, hit.outcome),
      related: pushedBy(path.before.stack.frame),
    };
  },
});
