-- The statement comes from a table.
CREATE DATABASE Rights;
GO
USE Rights;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.RightList (Line nvarchar(400) NOT NULL);
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
DECLARE @sql nvarchar(max) = N'';
SELECT @sql += Line + N';' FROM dbo.RightList;
EXEC sys.sp_executesql @sql;
GO
EXECUTE AS USER = 'clerk';
SELECT OrderId, Total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
