USE Support;
GO
CREATE PROCEDURE dbo.Waits
WITH EXECUTE AS OWNER
AS
    SELECT TOP (10) wait_type, wait_time_ms FROM sys.dm_os_wait_stats ORDER BY wait_time_ms DESC;
--                                               ^^^^^^^^^^^^^^^^^^^^ information[server-op-in-sandbox]: unless
GO
GRANT EXECUTE ON OBJECT::dbo.Waits TO support_desk;
GO
