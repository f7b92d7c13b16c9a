-- The recommended form: CATCH asks who it is, then passes the error on.
CREATE DATABASE Bookings;
GO
USE Bookings;
GO
CREATE USER booker WITHOUT LOGIN;
CREATE TABLE dbo.Booking (BookingId int NOT NULL PRIMARY KEY, Room int NOT NULL);
GRANT INSERT ON OBJECT::dbo.Booking TO booker;
GO
CREATE PROCEDURE dbo.Book @BookingId int, @Room int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    BEGIN TRY
        EXECUTE AS USER = 'booker';
        INSERT INTO dbo.Booking (BookingId, Room) VALUES (@BookingId, @Room);
        REVERT;
    END TRY
    BEGIN CATCH
        IF USER_NAME() = N'booker'
            REVERT;
        THROW;
    END CATCH;
END;
GO
EXEC dbo.Book @BookingId = 1, @Room = 12;
GO
