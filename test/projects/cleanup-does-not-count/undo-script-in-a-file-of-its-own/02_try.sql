--# session: login=desk db=Rentals
EXEC dbo.ReturnCar @RentalId = 1, @Km = 120;
GO
