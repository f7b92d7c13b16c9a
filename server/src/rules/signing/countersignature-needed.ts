import { rule } from '../rule';

/** Found by rules/countersigned.ts, which follows the calls of a signed module. */
export const countersignatureNeeded = rule({
  id: 'countersignature-needed',
  severity: 'warning',
  serverErrors: [229, 230, 262, 297, 300],
  summary: 'A signed module calls one that needs what the signature gives, and does not carry it on.',
  why: 'The rights of a signature end where the signed module calls another one. A countersignature by the same key hands them on, and gives nothing where the module is called from elsewhere.',
  advice: 'ADD COUNTER SIGNATURE TO the called module BY the same certificate.',
  bad: [
    `CREATE USER signer FROM CERTIFICATE SignCert;
CREATE ROLE readers;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
GO
GRANT EXECUTE ON dbo.search TO readers;
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE USER signer FROM CERTIFICATE SignCert;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
GO
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  good: [
    `CREATE USER signer FROM CERTIFICATE SignCert;
CREATE ROLE readers;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
GO
GRANT EXECUTE ON dbo.search TO readers;
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';
ADD COUNTER SIGNATURE TO dbo.inner_search BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
    `CREATE USER signer FROM CERTIFICATE SignCert;
CREATE ROLE readers;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS SELECT total FROM dbo.Orders;
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
GO
GRANT EXECUTE ON dbo.search TO readers;
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';`,
  ],
  rulebook: ['SIG-7', 'SIG-9', 'SIG-10'],
});
