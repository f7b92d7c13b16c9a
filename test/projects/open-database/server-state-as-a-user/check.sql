USE App;
GO
EXECUTE AS USER = 'monitor';
SELECT wait_type, wait_time_ms FROM sys.dm_os_wait_stats;
--                                  ^^^^^^^^^^^^^^^^^^^^ information[server-op-in-sandbox]: unless
REVERT;
GO
