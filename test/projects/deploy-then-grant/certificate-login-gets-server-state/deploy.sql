-- Blocking report for the support desk. dbo of one database holds no server permission; the certificate's login does, and it
-- vouches for the frame of the clause (AUTHENTICATE SERVER).
USE master;
GO
CREATE LOGIN support_desk WITH PASSWORD = 'Desk#Password#77';
CREATE DATABASE Support;
GO
ALTER AUTHORIZATION ON DATABASE::Support TO sa;
GO
USE Support;
GO
CREATE USER support_desk FOR LOGIN support_desk;
GO
CREATE PROCEDURE dbo.WaitsNow
WITH EXECUTE AS OWNER
AS
    SELECT TOP (20) wait_type, wait_time_ms FROM sys.dm_os_wait_stats ORDER BY wait_time_ms DESC;
GO
GRANT EXECUTE ON OBJECT::dbo.WaitsNow TO support_desk;
GO
CREATE CERTIFICATE ServerStateSign ENCRYPTION BY PASSWORD = 'Sign#State#9' WITH SUBJECT = 'Server state for the support desk';
--                 ^^^^^^^^^^^^^^^ warning[private-key-kept]
ADD SIGNATURE TO OBJECT::dbo.WaitsNow BY CERTIFICATE ServerStateSign WITH PASSWORD = 'Sign#State#9';
--                       ^^^^^^^^^^^^ information[signed-execute-as-owner]
BACKUP CERTIFICATE ServerStateSign TO FILE = 'D:\keys\ServerStateSign.cer';
GO
USE master;
GO
CREATE CERTIFICATE ServerStateSign FROM FILE = 'D:\keys\ServerStateSign.cer';
CREATE LOGIN ServerStateSign FROM CERTIFICATE ServerStateSign;
GRANT VIEW SERVER STATE TO ServerStateSign;
GRANT AUTHENTICATE SERVER TO ServerStateSign;
GO
USE Support;
GO
EXECUTE AS LOGIN = 'support_desk';
EXEC dbo.WaitsNow;
REVERT;
GO
