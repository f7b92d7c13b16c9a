-- The set-up procedure grants on a table that was renamed in the meantime.
CREATE DATABASE Sensors;
GO
USE Sensors;
GO
CREATE USER device WITHOUT LOGIN;
CREATE TABLE dbo.Reading (ReadingId bigint IDENTITY PRIMARY KEY, Value float NOT NULL);
GO
CREATE PROCEDURE dbo.SetUpDevice
AS
BEGIN
    SET NOCOUNT ON;
    GRANT INSERT ON OBJECT::dbo.Reading TO device;
    GRANT SELECT ON OBJECT::dbo.Setting TO device;
--                  ^^^^^^^^^^^^^^^^^^^ error[refused]: 15151
END;
GO
EXEC dbo.SetUpDevice;
GO
