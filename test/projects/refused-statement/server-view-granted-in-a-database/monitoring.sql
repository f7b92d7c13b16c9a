-- 4629: views of the server are granted in master.
CREATE DATABASE Monitoring;
GO
USE Monitoring;
GO
CREATE USER watcher WITHOUT LOGIN;
GO
GRANT SELECT ON OBJECT::sys.dm_exec_requests TO watcher;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: 4629
GO
