import { rule } from '../rule';

/** Found by rules/activation.ts, which looks at the body as the queue starts it. */
export const activationSandbox = rule({
  id: 'activation-sandbox',
  severity: 'warning',
  serverErrors: [],
  summary: 'A queue starts a procedure that leaves the database.',
  why: 'Activation impersonates the user of the queue in its database: what the procedure does elsewhere is refused, though it works when somebody calls it. Nobody sees the error but in the log, and after five rollbacks the queue is off.',
  advice: 'Sign the procedure with a certificate whose user or login has AUTHENTICATE and what else is needed there.',
  bad: [
    `CREATE DATABASE depot;
GO
USE depot;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER pumper WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);
GO
GRANT EXECUTE ON dbo.pump TO pumper;
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS 'pumper');`,
    `CREATE DATABASE depot;
GO
CREATE DATABASE sales;
GO
USE sales;
GO
CREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);
GO
CREATE QUEUE dbo.jobs;
GO
ALTER QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER);`,
    `CREATE DATABASE sales;
GO
USE sales;
GO
CREATE PROCEDURE dbo.pump AS SELECT * FROM sys.dm_os_wait_stats;
GO
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);`,
  ],
  good: [
    `CREATE PROCEDURE dbo.pump AS INSERT dbo.Orders VALUES (1);
GO
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER);`,
    `CREATE PROCEDURE dbo.pump AS INSERT warehouse.dbo.Stock VALUES (1);
GO
CREATE QUEUE dbo.jobs;`,
    `CREATE PROCEDURE dbo.pump AS INSERT warehouse.dbo.Stock VALUES (1);
GO
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER);
GO
ALTER QUEUE dbo.jobs WITH ACTIVATION (DROP);`,
  ],
  rulebook: ['ENT-1', 'ENT-2', 'ENT-3'],
});
