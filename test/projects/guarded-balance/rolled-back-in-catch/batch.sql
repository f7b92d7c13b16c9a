-- A ROLLBACK takes back what the batch did, not who it is; CATCH asks and goes home.
USE Booking;
GO
BEGIN TRY
    BEGIN TRANSACTION;
    EXECUTE AS USER = 'booking_service';
    INSERT INTO dbo.Seat (SeatId) VALUES (1);
    REVERT;
    COMMIT;
END TRY
BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK;
    IF USER_NAME() = 'booking_service' REVERT;
    THROW;
END CATCH;
GO
