-- The accountants may read the table, the interns may only call the report.
CREATE DATABASE Figures;
GO
USE Figures;
GO
CREATE ROLE accountants;
CREATE ROLE interns;
CREATE TABLE dbo.Posting (PostingId int NOT NULL, Amount money NOT NULL);
GRANT SELECT ON OBJECT::dbo.Posting TO accountants;
GO
CREATE PROCEDURE dbo.PostingReport
AS
    EXEC (N'SELECT PostingId, Amount FROM dbo.Posting');
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[chain-broken-by-dynamic]: interns
GO
GRANT EXECUTE ON OBJECT::dbo.PostingReport TO accountants;
GRANT EXECUTE ON OBJECT::dbo.PostingReport TO interns;
GO
