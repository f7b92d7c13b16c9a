USE App;
GO
CREATE TRIGGER dbo.Orders_Audit ON dbo.Orders
WITH EXECUTE AS 'auditor'
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @who sysname;
    EXECUTE AS CALLER;
    SET @who = USER_NAME();
    REVERT;
    INSERT INTO audit.OrderChange (ChangedBy, OrderId) SELECT @who, OrderId FROM inserted;
END;
GO
