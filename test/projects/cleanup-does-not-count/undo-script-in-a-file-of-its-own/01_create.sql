CREATE LOGIN desk WITH PASSWORD = 'Desk#Password#5';
CREATE DATABASE Rentals;
GO
USE Rentals;
GO
CREATE USER desk FOR LOGIN desk;
CREATE USER rental_writer WITHOUT LOGIN;
CREATE TABLE dbo.Rental (RentalId int IDENTITY PRIMARY KEY, Car varchar(10) NOT NULL, Km int NULL);
GRANT SELECT, UPDATE ON OBJECT::dbo.Rental TO rental_writer;
GO
CREATE PROCEDURE dbo.ReturnCar @RentalId int, @Km int
WITH EXECUTE AS 'rental_writer'
AS
    EXEC sys.sp_executesql N'UPDATE dbo.Rental SET Km = @Km WHERE RentalId = @RentalId', N'@Km int, @RentalId int', @Km, @RentalId;
GO
GRANT EXECUTE ON OBJECT::dbo.ReturnCar TO desk;
GO
