-- A stub where it is missing, then ALTER with the real body: the permissions stay.
USE App;
GO
IF OBJECT_ID(N'dbo.CloseOrder') IS NULL
    EXEC (N'CREATE PROCEDURE dbo.CloseOrder AS RETURN 0;');
GO
ALTER PROCEDURE dbo.CloseOrder @OrderId int
WITH EXECUTE AS 'order_service'
AS
BEGIN
    SET NOCOUNT ON;
    UPDATE dbo.Orders SET ClosedOn = SYSUTCDATETIME() WHERE OrderId = @OrderId;
    EXECUTE AS CALLER;
    EXEC dbo.LogCall @What = N'CloseOrder';
    REVERT;
END;
GO
