-- app_admin is in db_owner: TRUNCATE, DDL and dynamic SQL are no trouble for him.
CREATE LOGIN app_admin WITH PASSWORD = 'App#Admin#1';
CREATE DATABASE Tickets;
GO
USE Tickets;
GO
CREATE USER app_admin FOR LOGIN app_admin;
ALTER ROLE db_owner ADD MEMBER app_admin;
CREATE TABLE dbo.Ticket (TicketId int IDENTITY PRIMARY KEY, Subject nvarchar(200) NOT NULL);
GO
CREATE PROCEDURE dbo.StartOver
AS
BEGIN
    SET NOCOUNT ON;
    EXEC (N'DELETE FROM dbo.Ticket');
    TRUNCATE TABLE dbo.Ticket;
    CREATE INDEX IX_Ticket_Subject ON dbo.Ticket (Subject);
END;
GO
GRANT EXECUTE ON OBJECT::dbo.StartOver TO app_admin;
GO
