-- The managed code creates what it wants over its context connection.
EXEC sys.sp_configure N'clr enabled', 1;
RECONFIGURE;
GO
CREATE DATABASE Managed;
GO
USE Managed;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
CREATE ASSEMBLY SetupTools FROM 'D:\clr\SetupTools.dll' WITH PERMISSION_SET = SAFE;
GO
CREATE PROCEDURE dbo.RunSetup
AS EXTERNAL NAME SetupTools.[Setup.Procedures].RunSetup;
GO
EXEC dbo.RunSetup;
GO
EXECUTE AS USER = 'clerk';
SELECT OrderId, Total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
ALTER ROLE made_by_setup ADD MEMBER clerk;
GO
