-- Two services call the same procedure; only one of them may empty the table.
--# session: login=sa db=master
CREATE DATABASE Staging;
GO
USE Staging;
GO
CREATE USER loader WITHOUT LOGIN;
CREATE USER web WITHOUT LOGIN;
CREATE ROLE services;
ALTER ROLE services ADD MEMBER loader;
ALTER ROLE services ADD MEMBER web;
CREATE TABLE dbo.Incoming (Id int NOT NULL, Payload nvarchar(max) NULL);
GO
CREATE PROCEDURE dbo.ResetIncoming
AS
BEGIN
    SET NOCOUNT ON;
    TRUNCATE TABLE dbo.Incoming;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[permission-denied]: 'web'
END;
GO
GRANT EXECUTE ON OBJECT::dbo.ResetIncoming TO services;
GRANT ALTER ON OBJECT::dbo.Incoming TO loader;
GO
EXECUTE AS USER = 'loader';
EXEC dbo.ResetIncoming;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
EXECUTE AS USER = 'web';
EXEC dbo.ResetIncoming;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
