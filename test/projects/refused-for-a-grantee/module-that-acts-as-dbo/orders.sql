-- Whoever wrote it is dbo and did not notice: EXECUTE AS asks the caller for IMPERSONATE on dbo.
CREATE DATABASE Orders;
GO
USE Orders;
GO
CREATE ROLE packers;
CREATE TABLE dbo.Parcel (ParcelId int NOT NULL);
GO
CREATE PROCEDURE dbo.ClearParcels
AS
BEGIN
    EXECUTE AS USER = 'dbo';
--                    ^^^^^ warning[grantee-cannot-finish]: packers
    TRUNCATE TABLE dbo.Parcel;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: packers
    REVERT;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.ClearParcels TO packers;
GO
