-- The first connection goes back to its pool as the reader.
CREATE DATABASE Pool;
GO
USE Pool;
GO
CREATE USER reader WITHOUT LOGIN;
CREATE TABLE dbo.Page (PageId int NOT NULL, Body nvarchar(max) NULL);
GRANT SELECT ON OBJECT::dbo.Page TO reader;
GO
EXECUTE AS USER = 'reader';
--^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]:
SELECT PageId, Body FROM dbo.Page;
GO
--# session: login=sa db=Pool
SELECT COUNT(*) AS Pages FROM dbo.Page;
GO
