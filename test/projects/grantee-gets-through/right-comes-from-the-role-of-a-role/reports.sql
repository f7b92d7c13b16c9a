-- readers is a member of db_datareader, so the string may read what it wants.
CREATE DATABASE Figures;
GO
USE Figures;
GO
CREATE ROLE readers;
ALTER ROLE db_datareader ADD MEMBER readers;
CREATE ROLE departments;
CREATE ROLE sales_department;
ALTER ROLE readers ADD MEMBER departments;
ALTER ROLE departments ADD MEMBER sales_department;
CREATE TABLE dbo.Posting (PostingId int NOT NULL, Amount money NOT NULL);
GO
CREATE PROCEDURE dbo.PostingReport
AS
    EXEC (N'SELECT PostingId, Amount FROM dbo.Posting');
GO
GRANT EXECUTE ON OBJECT::dbo.PostingReport TO sales_department;
GO
