-- REVERT stands in TRY; CATCH goes home where the name of the login is not the connection's own.
--# session: login=sa db=master
CREATE LOGIN exporter WITH PASSWORD = 'Exporter#Pw#3';
CREATE DATABASE Exports;
GO
USE Exports;
GO
CREATE USER exporter FOR LOGIN exporter;
CREATE TABLE dbo.Export (ExportId int NOT NULL PRIMARY KEY, Body nvarchar(max) NULL);
GRANT INSERT ON OBJECT::dbo.Export TO exporter;
GO
BEGIN TRY
    EXECUTE AS LOGIN = 'exporter';
    INSERT INTO dbo.Export (ExportId, Body) VALUES (1, N'a');
    REVERT;
END TRY
BEGIN CATCH
    IF SUSER_SNAME() <> ORIGINAL_LOGIN()
        REVERT;
    THROW;
END CATCH;
GO
