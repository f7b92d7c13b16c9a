-- The trigger belongs to dbo as its table does, and what it writes to is dbo's too. Temporary tables need nothing.
CREATE DATABASE OrderDesk;
GO
USE OrderDesk;
GO
CREATE ROLE order_takers;
CREATE TABLE dbo.Orders (OrderId int NOT NULL PRIMARY KEY, Total money NOT NULL);
CREATE TABLE dbo.OrderChange (OrderId int NOT NULL, ChangedBy sysname NOT NULL, ChangedAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
GO
CREATE TRIGGER dbo.Orders_History ON dbo.Orders AFTER INSERT, UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    CREATE TABLE #changed (OrderId int NOT NULL);
    INSERT INTO #changed (OrderId) SELECT OrderId FROM inserted;
    INSERT INTO dbo.OrderChange (OrderId, ChangedBy) SELECT OrderId, ORIGINAL_LOGIN() FROM #changed;
    DROP TABLE #changed;
END;
GO
GRANT SELECT, INSERT, UPDATE ON OBJECT::dbo.Orders TO order_takers;
GO
