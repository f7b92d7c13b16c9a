import { rule } from '../rule';

/** Found by rules/grantees.ts, which runs the body for each of those who may start it. */
export const crossDbChainBroken = rule({
  id: 'cross-db-chain-broken',
  severity: 'warning',
  serverErrors: [229, 230],
  summary: 'A module or view reaches into another database, and the ownership chain ends at the border.',
  why: 'A chain crosses databases only where DB_CHAINING is on in both of them, or the option of the server is, and where both objects belong to the same login. Otherwise the caller is asked for a right in the other database, as if he had used it himself.',
  advice:
    'Grant the right to the callers in the other database, or sign the module with a certificate whose user there holds it. Chaining would open the other database to whoever owns objects here.',
  bad: [
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;
GO
GRANT EXECUTE ON dbo.items TO ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE VIEW dbo.items AS SELECT Id FROM depot.dbo.Item;
GO
GRANT SELECT ON dbo.items TO ann;`,
    `CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
GO
USE depot;
CREATE USER ann;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GO
CREATE LOGIN holder WITH PASSWORD = 'x';
ALTER AUTHORIZATION ON DATABASE::depot TO holder;
ALTER DATABASE sales SET DB_CHAINING ON;
ALTER DATABASE depot SET DB_CHAINING ON;
GO
CREATE PROCEDURE dbo.items AS SELECT Id FROM depot.dbo.Item;
GO
GRANT EXECUTE ON dbo.items TO ann;`,
  ],
  good: [
    `ALTER DATABASE shop SET DB_CHAINING ON; ALTER DATABASE warehouse SET DB_CHAINING ON;
GO
CREATE PROCEDURE dbo.stock AS SELECT item FROM warehouse.dbo.Stock;
GO
GRANT EXECUTE ON dbo.stock TO amy;`,
    `USE warehouse; GRANT SELECT ON dbo.Stock TO amy; USE shop;
GO
CREATE VIEW dbo.stock AS SELECT item FROM warehouse.dbo.Stock;
GO
GRANT SELECT ON dbo.stock TO amy;`,
    `CREATE PROCEDURE dbo.total AS SELECT total FROM dbo.Orders;
GO
GRANT EXECUTE ON dbo.total TO amy;`,
    'CREATE PROCEDURE dbo.stock AS SELECT item FROM warehouse.dbo.Stock;',
  ],
  rulebook: ['CHN-9', 'CHN-10', 'CHN-11'],
});
