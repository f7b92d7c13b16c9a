-- 208: the old table is gone, the report at the end still asks for it.
CREATE DATABASE Fleet;
GO
USE Fleet;
GO
CREATE TABLE dbo.Car (CarId int NOT NULL PRIMARY KEY, Plate varchar(10) NOT NULL);
CREATE TABLE dbo.Vehicle (VehicleId int NOT NULL PRIMARY KEY, Plate varchar(10) NOT NULL);
GO
INSERT INTO dbo.Vehicle (VehicleId, Plate) SELECT CarId, Plate FROM dbo.Car;
DROP TABLE dbo.Car;
GO
SELECT COUNT(*) AS Cars FROM dbo.Car;
--                           ^^^^^^^ error[refused]: 208
GO
SELECT COUNT(*) AS Vehicles FROM dbo.Vehicle;
GO
