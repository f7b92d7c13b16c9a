-- The frame is a login's, so the names of the login tell whether it is still there.
--# session: login=sa db=master
CREATE LOGIN import_job WITH PASSWORD = 'Import#Job#8';
CREATE DATABASE Feeds;
GO
USE Feeds;
GO
CREATE USER import_job FOR LOGIN import_job;
CREATE TABLE dbo.Feed (FeedId int NOT NULL PRIMARY KEY, Body nvarchar(max) NULL);
GRANT INSERT ON OBJECT::dbo.Feed TO import_job;
GO
BEGIN TRY
    EXECUTE AS LOGIN = 'import_job';
    INSERT INTO dbo.Feed (FeedId, Body) VALUES (1, N'first');
    INSERT INTO dbo.Feed (FeedId, Body) VALUES (2, N'second');
END TRY
BEGIN CATCH
    PRINT ERROR_MESSAGE();
END CATCH;
IF SUSER_SNAME() <> ORIGINAL_LOGIN()
    REVERT;
GO
