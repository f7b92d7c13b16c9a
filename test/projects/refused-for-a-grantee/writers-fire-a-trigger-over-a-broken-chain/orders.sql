-- Whoever takes orders fires the trigger; the history belongs to somebody else, and they hold nothing there.
CREATE DATABASE OrderDesk;
GO
USE OrderDesk;
GO
CREATE USER history_owner WITHOUT LOGIN;
CREATE ROLE order_takers;
GO
CREATE SCHEMA history AUTHORIZATION history_owner;
GO
CREATE TABLE dbo.Orders (OrderId int NOT NULL PRIMARY KEY, Total money NOT NULL);
CREATE TABLE history.OrderChange (OrderId int NOT NULL, ChangedAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
GO
CREATE TRIGGER dbo.Orders_History ON dbo.Orders AFTER INSERT, UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO history.OrderChange (OrderId)
--              ^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: order_takers
    SELECT OrderId FROM inserted;
END;
GO
GRANT SELECT, INSERT, UPDATE ON OBJECT::dbo.Orders TO order_takers;
GO
