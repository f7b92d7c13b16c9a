-- The steps are named in a table. What they do, nobody sees here; one of them may well grant and create.
CREATE DATABASE Steps;
GO
USE Steps;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.SetupStep (StepId int NOT NULL PRIMARY KEY, ProcedureName sysname NOT NULL);
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
DECLARE @name sysname;
SELECT @name = ProcedureName FROM dbo.SetupStep WHERE StepId = 1;
EXEC @name;
GO
EXECUTE AS USER = 'clerk';
SELECT OrderId, Total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
GRANT SELECT ON OBJECT::dbo.MadeByTheStep TO clerk;
GO
