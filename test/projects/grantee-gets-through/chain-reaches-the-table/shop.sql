-- Plain statements, one owner: EXECUTE is all that the role needs.
CREATE DATABASE Shop;
GO
USE Shop;
GO
CREATE ROLE tills;
CREATE TABLE dbo.Orders (OrderId int IDENTITY PRIMARY KEY, Customer nvarchar(100) NOT NULL, Total money NOT NULL);
CREATE TABLE dbo.OrderLog (OrderId int NOT NULL, LoggedAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
GO
CREATE VIEW dbo.BigOrders
AS
    SELECT OrderId, Customer, Total FROM dbo.Orders WHERE Total > 1000;
GO
CREATE PROCEDURE dbo.LogOrder @OrderId int
AS
    INSERT INTO dbo.OrderLog (OrderId) VALUES (@OrderId);
GO
CREATE PROCEDURE dbo.PlaceOrder @Customer nvarchar(100), @Total money
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @OrderId int;
    INSERT INTO dbo.Orders (Customer, Total) VALUES (@Customer, @Total);
    SET @OrderId = SCOPE_IDENTITY();
    EXEC dbo.LogOrder @OrderId = @OrderId;
    SELECT OrderId, Total FROM dbo.BigOrders WHERE Customer = @Customer;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.PlaceOrder TO tills;
GO
