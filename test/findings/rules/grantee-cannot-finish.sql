CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE TABLE dbo.Orders (total money);
GO
CREATE ROLE readers;
GO
CREATE PROCEDURE dbo.search AS EXEC ('SELECT total FROM dbo.Orders');
--                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: Members of 'readers' may execute this procedure, but are refused SELECT on dbo.Orders here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.search TO readers;
