CREATE DATABASE Plant;
GO
USE Plant;
GO
CREATE ROLE operators;
ALTER ROLE db_datareader ADD MEMBER operators;
ALTER ROLE db_datawriter ADD MEMBER operators;
CREATE TABLE dbo.Reading (SensorId int NOT NULL, ReadAt datetime2 NOT NULL, Value float NOT NULL);
GO
CREATE PROCEDURE dbo.AfterImport
AS
BEGIN
    SET NOCOUNT ON;
    DELETE FROM dbo.Reading WHERE ReadAt < DATEADD(year, -1, SYSUTCDATETIME());
    UPDATE STATISTICS dbo.Reading;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: operators
END;
GO
GRANT EXECUTE ON OBJECT::dbo.AfterImport TO operators;
GO
