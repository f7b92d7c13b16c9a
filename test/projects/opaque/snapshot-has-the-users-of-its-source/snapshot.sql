-- What is in the snapshot is what is in App, and App is not made here.
CREATE DATABASE App_Before_Upgrade
    ON (NAME = App, FILENAME = N'D:\data\App_Before_Upgrade.ss')
    AS SNAPSHOT OF App;
GO
USE App_Before_Upgrade;
GO
EXECUTE AS USER = 'app_user';
SELECT CustomerId, Name FROM sales.Customer;
REVERT;
GO
EXEC sales.GetCustomer @CustomerId = 1;
GO
