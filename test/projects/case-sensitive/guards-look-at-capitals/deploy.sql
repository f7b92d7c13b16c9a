CREATE DATABASE Strict COLLATE Latin1_General_CS_AS;
GO
USE Strict;
GO
CREATE USER Clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (Id int);
GO
IF NOT EXISTS (SELECT * FROM sys.database_principals WHERE name = N'clerk')
    CREATE USER clerk WITHOUT LOGIN;
GO
IF USER_ID(N'CLERK') IS NOT NULL
    DROP TABLE dbo.NotThere;
IF OBJECT_ID(N'dbo.ORDERS') IS NOT NULL
    DROP TABLE dbo.NotThereEither;
GO
DENY SELECT ON dbo.Orders TO clerk;
GRANT SELECT ON dbo.Orders TO Clerk;
GO
EXECUTE AS USER = 'clerk';
IF USER_NAME() = N'Clerk' SELECT Id FROM dbo.Orders;
IF USER_NAME() LIKE N'Cl%' SELECT Id FROM dbo.Orders;
IF USER_NAME() IN (N'dbo', N'CLERK') SELECT Id FROM dbo.Orders;
IF USER_NAME() = N'Clerk' COLLATE Latin1_General_CI_AS SELECT Id FROM dbo.Orders;
--                                                                    ^^^^^^^^^^ error[permission-denied]: 229
REVERT;
GO
