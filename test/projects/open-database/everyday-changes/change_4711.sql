-- A change script as it is written every day. Nothing in it is declared, and nothing in it is wrong.
USE App;
GO
SET XACT_ABORT ON;
GO
DROP PROCEDURE IF EXISTS dbo.GetOrder_old;
DROP USER IF EXISTS former_colleague;
GO
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = N'order_readers')
    CREATE ROLE order_readers;
GO
IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID(N'dbo.Orders') AND name = N'Currency')
    ALTER TABLE dbo.Orders ADD Currency char(3) NULL;
GO
ALTER VIEW dbo.OpenOrders
AS
    SELECT OrderId, Total, Currency FROM dbo.Orders WHERE ClosedOn IS NULL;
GO
EXEC sys.sp_rename N'dbo.OrderLines', N'OrderLine';
GO
ALTER PROCEDURE dbo.GetOrder @OrderId int
WITH EXECUTE AS 'order_service'
AS
    SELECT OrderId, Total FROM dbo.Orders WHERE OrderId = @OrderId;
GO
GRANT SELECT ON OBJECT::dbo.OpenOrders TO order_readers;
GRANT EXECUTE ON OBJECT::dbo.GetOrder TO order_readers;
ALTER ROLE order_readers ADD MEMBER sales_team;
ALTER USER old_name WITH NAME = new_name;
GO
