-- 4621: server permissions are granted in master.
CREATE LOGIN monitor WITH PASSWORD = 'Monitor#1#Password';
CREATE DATABASE Monitoring;
GO
USE Monitoring;
GO
CREATE USER monitor FOR LOGIN monitor;
GRANT VIEW SERVER STATE TO monitor;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: 4621
GO
USE master;
GO
GRANT VIEW SERVER STATE TO monitor;
GO
