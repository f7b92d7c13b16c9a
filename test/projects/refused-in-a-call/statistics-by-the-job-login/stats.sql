-- The job's login may run the procedure and read the table. UPDATE STATISTICS wants ALTER, and no chain covers that.
--# session: login=sa db=master
CREATE LOGIN stats_job WITH PASSWORD = 'Stats#Job#3';
CREATE DATABASE Webshop;
GO
USE Webshop;
GO
CREATE USER stats_job FOR LOGIN stats_job;
ALTER ROLE db_datareader ADD MEMBER stats_job;
CREATE TABLE dbo.Visit (VisitId bigint NOT NULL PRIMARY KEY, Page nvarchar(400) NOT NULL);
GO
CREATE PROCEDURE dbo.RefreshStatistics
AS
BEGIN
    SET NOCOUNT ON;
    UPDATE STATISTICS dbo.Visit WITH FULLSCAN;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[permission-denied]: dbo.Visit
END;
GO
GRANT EXECUTE ON OBJECT::dbo.RefreshStatistics TO stats_job;
GO
--# session: login=stats_job db=Webshop
EXEC dbo.RefreshStatistics;
GO
