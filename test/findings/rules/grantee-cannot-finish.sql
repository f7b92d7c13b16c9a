CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE TABLE dbo.Orders (total money);
GO
CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.clear AS TRUNCATE TABLE dbo.Orders;
--                            ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: Members of 'readers' may execute this procedure, but are refused ALTER on dbo.Orders here: an ownership chain covers only SELECT, INSERT, UPDATE, DELETE and EXECUTE. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.clear TO readers;

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE USER idle WITHOUT LOGIN;
GO
CREATE SCHEMA hidden AUTHORIZATION clerk;
GO
CREATE TABLE hidden.Cost (cost money);
GO
CREATE PROCEDURE dbo.costs AS SELECT cost FROM hidden.Cost;
--                                             ^^^^^^^^^^^ warning[grantee-cannot-finish]: 'idle' may execute this procedure, but is refused SELECT on hidden.Cost here: it belongs to somebody else than the module does, so the ownership chain is broken. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.costs TO idle;
