-- EXECUTE AS OWNER is dbo of this database; msdb knows him as guest, and guest may not send mail.
CREATE DATABASE Alerts;
GO
USE Alerts;
GO
CREATE ROLE alarm_senders;
GO
CREATE PROCEDURE dbo.SendAlarm @Text nvarchar(400)
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    EXEC msdb.dbo.sp_send_dbmail @profile_name = N'ops', @recipients = N'ops@example.org', @subject = N'Alarm', @body = @Text;
--       ^^^^^^^^^^^^^^^^^^^^^^^ error[permission-denied]: sp_send_dbmail
END;
GO
GRANT EXECUTE ON OBJECT::dbo.SendAlarm TO alarm_senders;
GO
