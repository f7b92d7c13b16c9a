import { rule } from '../rule';

/** Found by rules/grantees.ts, which runs the body for each of those who may start it. */
export const granteeCannotFinish = rule({
  id: 'grantee-cannot-finish',
  severity: 'warning',
  serverErrors: [229, 230, 262, 297, 300, 916, 1088, 15517],
  summary: 'Somebody may start the module, but is refused something inside it.',
  why: "EXECUTE on a procedure is not enough where its ownership chain does not reach: objects of another owner, TRUNCATE and other statements that ask for more than SELECT, INSERT, UPDATE, DELETE or EXECUTE, the server's views, other databases. The caller is asked then, and whoever was granted EXECUTE, or may write to the table of a trigger, finds out when it runs.",
  advice:
    'Three ways out. Grant what is missing to the caller, which also opens it outside the module. Give the module an EXECUTE AS clause: it then runs as another user, in its own database only. Or sign the module with a certificate whose user holds the right: callers have it inside the module and nowhere else.',
  bad: [
    `CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.clear AS TRUNCATE TABLE dbo.Orders;
GO
GRANT EXECUTE ON dbo.clear TO readers;`,
    `CREATE SCHEMA hidden AUTHORIZATION clerk;
GO
CREATE TABLE hidden.Cost (cost money);
GO
CREATE PROCEDURE dbo.costs AS SELECT cost FROM hidden.Cost;
GO
GRANT EXECUTE ON dbo.costs TO idle;`,
  ],
  good: [
    `CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.search AS SELECT total FROM dbo.Orders;
GO
GRANT EXECUTE ON dbo.search TO readers;`,
  ],
  rulebook: ['CHN-2', 'CHN-3'],
});
