-- 15138: Jane leaves, her schema stays.
CREATE DATABASE Research;
GO
USE Research;
GO
CREATE USER jane WITHOUT LOGIN;
GO
CREATE SCHEMA samples AUTHORIZATION jane;
GO
CREATE TABLE samples.Measure (MeasureId int NOT NULL, Value float NOT NULL);
GO
DROP USER jane;
--        ^^^^ error[refused]: 15138
GO
ALTER AUTHORIZATION ON SCHEMA::samples TO dbo;
DROP USER jane;
GO
