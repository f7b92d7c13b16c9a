-- The schema reports is in App already.
USE App;
GO
CREATE PROCEDURE reports.Totals
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SELECT SUM(Total) AS Total FROM dbo.Orders;
    EXECUTE AS CALLER;
    INSERT INTO reports.Usage (UsedBy) VALUES (USER_NAME());
    REVERT;
END;
GO
GRANT EXECUTE ON OBJECT::reports.Totals TO report_users;
GO
