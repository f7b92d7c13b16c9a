-- Mail goes out through a queue. The activation procedure runs as mail_pump; what mail_pump needs is granted at the end.
CREATE DATABASE Notify;
GO
USE Notify;
GO
CREATE USER mail_pump WITHOUT LOGIN;
CREATE USER outbox_owner WITHOUT LOGIN;
GO
CREATE SCHEMA outbox AUTHORIZATION outbox_owner;
GO
CREATE TABLE outbox.Sent (SentId int IDENTITY PRIMARY KEY, Body nvarchar(max) NULL, SentAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME());
GO
CREATE PROCEDURE dbo.PumpMail
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO outbox.Sent (Body) VALUES (N'sent');
    EXEC (N'DELETE FROM outbox.Sent WHERE SentAt < DATEADD(day, -30, SYSUTCDATETIME())');
END;
GO
CREATE QUEUE dbo.MailQueue
    WITH STATUS = ON,
         ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.PumpMail, MAX_QUEUE_READERS = 2, EXECUTE AS 'mail_pump');
CREATE SERVICE MailService ON QUEUE dbo.MailQueue ([DEFAULT]);
CREATE QUEUE dbo.SenderQueue;
CREATE SERVICE SenderService ON QUEUE dbo.SenderQueue ([DEFAULT]);
GO
GRANT EXECUTE ON OBJECT::dbo.PumpMail TO mail_pump;
GRANT RECEIVE ON OBJECT::dbo.MailQueue TO mail_pump;
GRANT SELECT, INSERT, DELETE ON SCHEMA::outbox TO mail_pump;
GO
DECLARE @dialog uniqueidentifier;
BEGIN DIALOG CONVERSATION @dialog FROM SERVICE SenderService TO SERVICE 'MailService' WITH ENCRYPTION = OFF;
SEND ON CONVERSATION @dialog (N'hello');
GO
