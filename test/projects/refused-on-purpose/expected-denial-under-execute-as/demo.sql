-- The denial is the point of the demonstration.
CREATE DATABASE ChainDemo;
GO
USE ChainDemo;
GO
CREATE USER viewer WITHOUT LOGIN;
CREATE TABLE dbo.Detail (DetailId int NOT NULL, Amount money NOT NULL);
GO
CREATE VIEW dbo.Summary
AS
    SELECT SUM(Amount) AS Amount FROM dbo.Detail;
GO
GRANT SELECT ON OBJECT::dbo.Summary TO viewer;
GO
EXECUTE AS USER = 'viewer';
SELECT Amount FROM dbo.Summary;
GO
--# expect: 229
SELECT DetailId, Amount FROM dbo.Detail;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
