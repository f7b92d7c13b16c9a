-- SQLCMD mode. The grants stand in a file that is made by the build.
:on error exit
CREATE DATABASE Portal;
GO
USE Portal;
GO
CREATE TABLE dbo.Page (PageId int NOT NULL PRIMARY KEY, Body nvarchar(max) NULL);
GO
CREATE PROCEDURE dbo.ShowPage @PageId int
WITH EXECUTE AS OWNER
AS
    SELECT Body FROM dbo.Page WHERE PageId = @PageId;
GO
:r .\generated\users_and_grants.sql
GO
EXECUTE AS USER = 'visitor';
EXEC dbo.ShowPage @PageId = 1;
SELECT PageId FROM dbo.Page;
REVERT;
GO
GRANT EXECUTE ON OBJECT::dbo.ShowPage TO visitors;
GO
