-- Undoes 01_create.sql.
USE Rentals;
GO
REVOKE SELECT, UPDATE ON OBJECT::dbo.Rental FROM rental_writer;
DROP PROCEDURE dbo.ReturnCar;
DROP USER rental_writer;
DROP TABLE dbo.Rental;
DROP USER desk;
GO
USE master;
GO
DROP DATABASE Rentals;
DROP LOGIN desk;
GO
