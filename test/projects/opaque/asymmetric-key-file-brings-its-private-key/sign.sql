-- A strong-name file holds both halves of the key, so it can sign.
CREATE DATABASE Figures;
GO
USE Figures;
GO
CREATE USER caller WITHOUT LOGIN;
CREATE TABLE dbo.Figure (FigureId int NOT NULL, Value float NOT NULL);
GO
CREATE PROCEDURE dbo.ListFigures
AS
    EXEC (N'SELECT FigureId, Value FROM dbo.Figure');
GO
GRANT EXECUTE ON OBJECT::dbo.ListFigures TO caller;
GO
CREATE ASYMMETRIC KEY FigureKey FROM FILE = N'D:\keys\figures.snk' ENCRYPTION BY PASSWORD = 'Figure#1';
CREATE USER FigureKey FROM ASYMMETRIC KEY FigureKey;
GRANT SELECT ON OBJECT::dbo.Figure TO FigureKey;
ADD SIGNATURE TO OBJECT::dbo.ListFigures BY ASYMMETRIC KEY FigureKey WITH PASSWORD = 'Figure#1';
GO
EXECUTE AS USER = 'caller';
EXEC dbo.ListFigures;
REVERT;
GO
