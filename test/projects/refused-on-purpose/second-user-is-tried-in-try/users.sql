-- The second user for the login is refused (15063); then the first one is kept.
CREATE LOGIN reporting WITH PASSWORD = 'Reporting#1#Pw';
CREATE DATABASE Figures;
GO
USE Figures;
GO
CREATE USER reporting_old FOR LOGIN reporting;
GO
BEGIN TRY
    CREATE USER reporting FOR LOGIN reporting;
END TRY
BEGIN CATCH
    IF ERROR_NUMBER() <> 15063
        THROW;
    PRINT N'The login has its user already.';
END CATCH;
GO
