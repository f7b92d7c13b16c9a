import { rule } from '../rule';

/** Found by rules/grantees.ts, which runs the body for each of those who may start it. */
export const chainBrokenByDynamic = rule({
  id: 'chain-broken-by-dynamic',
  severity: 'warning',
  serverErrors: [229, 230, 262, 297, 300, 916, 1088],
  summary: 'Somebody may start the module, but is refused what its dynamic SQL does.',
  why: 'The ownership chain of a module does not reach into EXEC (...) and sp_executesql: there the caller needs the permissions himself, and whoever was granted EXECUTE alone finds out when it runs.',
  advice:
    'Write the statement without dynamic SQL, sign the module with a certificate whose user holds the right (a signature reaches into the string), or give it an EXECUTE AS clause.',
  bad: [
    `CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.search AS EXEC ('SELECT total FROM dbo.Orders');
GO
GRANT EXECUTE ON dbo.search TO readers;`,
    `CREATE PROCEDURE dbo.search AS EXEC sp_executesql N'SELECT total FROM dbo.Orders';
GO
GRANT EXECUTE ON dbo.search TO idle;`,
  ],
  good: [
    `CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.search AS SELECT total FROM dbo.Orders;
GO
GRANT EXECUTE ON dbo.search TO readers;`,
    `CREATE PROCEDURE dbo.search AS EXEC ('SELECT total FROM dbo.Orders');
GO
GRANT EXECUTE ON dbo.search TO clerk;`,
    `CREATE PROCEDURE dbo.search WITH EXECUTE AS OWNER AS EXEC ('SELECT total FROM dbo.Orders');
GO
GRANT EXECUTE ON dbo.search TO idle;`,
  ],
  rulebook: ['DYN-1', 'DYN-2', 'CHN-3'],
});
