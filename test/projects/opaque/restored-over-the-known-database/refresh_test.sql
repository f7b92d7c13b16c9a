-- The test database is made, then the backup of production replaces it. What is in the backup, no script says.
CREATE DATABASE AppTest;
GO
RESTORE DATABASE AppTest FROM DISK = N'\\backup\app\App_full.bak' WITH REPLACE, RECOVERY;
GO
USE AppTest;
GO
EXECUTE AS USER = 'app_user';
SELECT CustomerId, Name FROM sales.Customer;
REVERT;
GO
ALTER ROLE app_readers ADD MEMBER app_user;
GRANT EXECUTE ON OBJECT::sales.GetCustomer TO app_readers;
EXEC sales.RefreshSummary;
GO
