USE shop;
GO
DROP USER clerk;
GO
