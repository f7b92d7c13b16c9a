CREATE DATABASE Planning;
GO
USE Planning;
GO
CREATE USER planner WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.StartNightlyPlan
WITH EXECUTE AS OWNER
AS
    EXEC msdb.dbo.sp_start_job @job_name = N'Nightly plan';
--       ^^^^^^^^^^^^^^^^^^^^^ error[permission-denied]: sp_start_job
GO
GRANT EXECUTE ON OBJECT::dbo.StartNightlyPlan TO planner;
GO
