-- One GRANT for all procedures of the database, as applications like to have it.
CREATE DATABASE Tickets;
GO
USE Tickets;
GO
CREATE ROLE app_executor;
CREATE TABLE dbo.Ticket (TicketId int IDENTITY PRIMARY KEY, Subject nvarchar(200) NOT NULL);
GO
CREATE PROCEDURE dbo.GetTicket @TicketId int
AS
    SELECT TicketId, Subject FROM dbo.Ticket WHERE TicketId = @TicketId;
GO
CREATE PROCEDURE dbo.FindTickets @Subject nvarchar(200)
AS
    EXEC sys.sp_executesql N'SELECT TicketId, Subject FROM dbo.Ticket WHERE Subject LIKE @s', N'@s nvarchar(200)', @Subject;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: app_executor
GO
GRANT EXECUTE TO app_executor;
GO
