-- master and tempdb let everybody in as guest; temporary tables belong to the session.
USE App;
GO
EXECUTE AS USER = 'clerk';
CREATE TABLE #todo (OrderId int NOT NULL);
INSERT INTO #todo (OrderId) SELECT OrderId FROM dbo.Orders;
SELECT name, database_id FROM master.sys.databases;
DROP TABLE #todo;
REVERT;
GO
