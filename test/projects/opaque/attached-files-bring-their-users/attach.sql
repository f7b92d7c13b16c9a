CREATE DATABASE Legacy
--              ^^^^^^ information[owner-unresolvable]: Who owns Legacy comes with it
    ON (FILENAME = N'D:\data\Legacy.mdf'), (FILENAME = N'D:\data\Legacy_log.ldf')
    FOR ATTACH;
GO
USE Legacy;
GO
EXECUTE AS USER = 'legacy_reader';
SELECT Id, Name FROM dbo.Customer;
REVERT;
GO
CREATE PROCEDURE dbo.CustomerCount
WITH EXECUTE AS OWNER
AS
    EXEC (N'SELECT COUNT(*) AS Customers FROM dbo.Customer');
GO
EXEC dbo.CustomerCount;
GO
DROP USER old_admin;
ALTER ROLE legacy_role DROP MEMBER legacy_reader;
GO
