USE master;
GO
CREATE PROCEDURE dbo.warm_up AS SELECT 1;
GO
EXEC sp_procoption 'dbo.warm_up', 'startup', 'on';
--                 ^^^^^^^^^^^^^ information[startup-procedure]: dbo.warm_up runs as sysadmin whenever the server starts.

-- ----------------------------------------------------------------
USE master; CREATE USER ann WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.warm_up AS SELECT 1;
GO
EXEC sp_procoption 'dbo.warm_up', 'startup', 'on'; GRANT ALTER ON dbo.warm_up TO ann;
--                 ^^^^^^^^^^^^^ information[startup-procedure]: dbo.warm_up runs as sysadmin whenever the server starts.
--                                                       ^^^^^ warning[startup-procedure]: dbo.warm_up runs as sysadmin whenever the server starts, and 'ann' may alter it.
