USE Strict;
GO
CREATE TABLE dbo.Stock (Id int);
CREATE TABLE dbo.STOCK (Id int);
GRANT SELECT ON dbo.STOCK TO clerk;
GO
EXECUTE AS USER = 'clerk';
SELECT Id FROM dbo.STOCK;
SELECT Id FROM dbo.Stock;
--             ^^^^^^^^^ error[permission-denied]: 229
REVERT;
GO
