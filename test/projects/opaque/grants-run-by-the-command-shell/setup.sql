-- The operating system runs another script against this database.
EXEC sys.sp_configure N'show advanced options', 1;
RECONFIGURE;
EXEC sys.sp_configure N'xp_cmdshell', 1;
RECONFIGURE;
GO
CREATE DATABASE Shell;
GO
USE Shell;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (OrderId int NOT NULL, Total money NOT NULL);
GO
EXEC master.dbo.xp_cmdshell 'sqlcmd -E -d Shell -i D:\deploy\grants.sql', no_output;
GO
EXECUTE AS USER = 'clerk';
SELECT OrderId, Total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
