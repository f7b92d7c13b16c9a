CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE TABLE dbo.Orders (total money);
GO
CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.search AS EXEC ('SELECT total FROM dbo.Orders');
--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: Members of 'readers' may execute this procedure, but are refused SELECT on dbo.Orders here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.search TO readers;

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER idle WITHOUT LOGIN;
CREATE TABLE dbo.Orders (total money);
GO
CREATE PROCEDURE dbo.search AS EXEC sp_executesql N'SELECT total FROM dbo.Orders';
--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: 'idle' may execute this procedure, but is refused SELECT on dbo.Orders here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.search TO idle;
