-- The audit line shall hold the client's address. The connections of the server are not shown to an ordinary user, and
-- certainly not to one that lives in this database only.
CREATE DATABASE Accounts;
GO
USE Accounts;
GO
CREATE USER teller WITHOUT LOGIN;
CREATE TABLE dbo.Booking (BookingId int IDENTITY PRIMARY KEY, Amount money NOT NULL);
CREATE TABLE dbo.BookingAudit (BookingId int NOT NULL, ClientAddress varchar(48) NULL);
GO
CREATE TRIGGER dbo.Booking_Audit ON dbo.Booking AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO dbo.BookingAudit (BookingId, ClientAddress)
    SELECT i.BookingId, c.client_net_address FROM inserted AS i CROSS JOIN sys.dm_exec_connections AS c WHERE c.session_id = @@SPID;
--                                                                         ^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: teller
END;
GO
GRANT INSERT ON OBJECT::dbo.Booking TO teller;
GO
