CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE TABLE dbo.Orders (total money);
GO
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE USER signer FROM CERTIFICATE SignCert;
CREATE ROLE readers;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');
--                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: Members of 'readers' may start dbo.search, which calls this procedure, but are refused SELECT on dbo.Orders here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
--                             ^^^^^^^^^^^^^^^^^^^^^ warning[countersignature-needed]: SignCert signs this module but not dbo.inner_search, which needs SELECT on dbo.Orders: the signature is not carried on.
GO
GRANT EXECUTE ON dbo.search TO readers;
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE TABLE dbo.Orders (total money);
GO
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE USER signer FROM CERTIFICATE SignCert;
GRANT SELECT ON dbo.Orders TO signer;
GO
CREATE PROCEDURE dbo.inner_search AS EXEC ('SELECT total FROM dbo.Orders');
GO
CREATE PROCEDURE dbo.search AS EXEC dbo.inner_search;
--                             ^^^^^^^^^^^^^^^^^^^^^ warning[countersignature-needed]: SignCert signs this module but not dbo.inner_search, which needs SELECT on dbo.Orders: the signature is not carried on.
GO
ADD SIGNATURE TO dbo.search BY CERTIFICATE SignCert WITH PASSWORD = 'x';
