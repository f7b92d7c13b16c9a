-- SQLCMD mode; the included file stands beside this one.
CREATE DATABASE Portal;
GO
USE Portal;
GO
CREATE TABLE dbo.Page (PageId int NOT NULL PRIMARY KEY, Body nvarchar(max) NULL);
GO
:r .\users_and_grants.sql
GO
CREATE PROCEDURE dbo.ShowPage @PageId int
WITH EXECUTE AS 'page_reader'
AS
    EXEC sys.sp_executesql N'SELECT Body FROM dbo.Page WHERE PageId = @PageId', N'@PageId int', @PageId;
GO
GRANT EXECUTE ON OBJECT::dbo.ShowPage TO visitor;
GO
EXECUTE AS USER = 'visitor';
EXEC dbo.ShowPage @PageId = 1;
REVERT;
GO
