-- With a name the procedure acts as that user, without one as its caller.
CREATE DATABASE Desk;
GO
USE Desk;
GO
CREATE TABLE dbo.Ticket (TicketId int IDENTITY PRIMARY KEY, Subject nvarchar(200) NOT NULL, OpenedBy sysname NOT NULL DEFAULT USER_NAME());
GO
CREATE PROCEDURE dbo.OpenTicket
    @Subject nvarchar(200),
    @AsUser  sysname = NULL
AS
BEGIN
    SET NOCOUNT ON;
    IF @AsUser IS NOT NULL
        EXECUTE AS USER = @AsUser;

    INSERT INTO dbo.Ticket (Subject) VALUES (@Subject);

    IF @AsUser IS NOT NULL
        REVERT;
END;
GO
