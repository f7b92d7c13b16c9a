CREATE DATABASE Strict COLLATE Latin1_General_BIN2;
GO
USE Strict;
GO
CREATE USER Clerk WITHOUT LOGIN;
CREATE TABLE dbo.Staff (Id int, pay int, Pay int);
GRANT SELECT ON dbo.Staff (Id, pay) TO Clerk;
GO
EXECUTE AS USER = 'Clerk';
SELECT Id, pay FROM dbo.Staff;
REVERT;
GO
EXECUTE AS USER = 'Clerk';
SELECT Id, Pay FROM dbo.Staff;
--                  ^^^^^^^^^ error[permission-denied]: 230
REVERT;
GO
GRANT SELECT ON dbo.Staff (PAY) TO Clerk;
--                         ^^^ error[refused]: 4615
GO
