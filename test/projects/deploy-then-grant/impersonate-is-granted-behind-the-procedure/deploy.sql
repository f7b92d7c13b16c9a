-- Tickets are closed in the name of the ticket service; the audit line is written in the name of the auditor.
CREATE DATABASE Helpdesk;
GO
USE Helpdesk;
GO
CREATE USER ticket_service WITHOUT LOGIN;
CREATE USER auditor WITHOUT LOGIN;
CREATE USER agent WITHOUT LOGIN;
CREATE TABLE dbo.Ticket (TicketId int IDENTITY PRIMARY KEY, State varchar(10) NOT NULL);
CREATE TABLE dbo.AuditLine (AuditId int IDENTITY PRIMARY KEY, WrittenBy sysname NOT NULL DEFAULT USER_NAME(), What nvarchar(200) NOT NULL);
GO
CREATE PROCEDURE dbo.CloseTicket @TicketId int
WITH EXECUTE AS 'ticket_service'
AS
BEGIN
    UPDATE dbo.Ticket SET State = 'closed' WHERE TicketId = @TicketId;
    EXECUTE AS USER = 'auditor';
    INSERT INTO dbo.AuditLine (What) VALUES (CONCAT(N'closed ', @TicketId));
    REVERT;
END;
GO
GRANT IMPERSONATE ON USER::auditor TO ticket_service;
GRANT EXECUTE ON OBJECT::dbo.CloseTicket TO agent;
GO
EXECUTE AS USER = 'agent';
EXEC dbo.CloseTicket @TicketId = 7;
REVERT;
GO
