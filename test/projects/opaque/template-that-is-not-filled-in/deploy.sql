-- A template: the parameters in angle brackets are filled in by the editor, so this file does not parse.
CREATE DATABASE Templates;
GO
USE Templates;
GO
CREATE USER app WITHOUT LOGIN;
CREATE TABLE dbo.Entry (EntryId int NOT NULL, Text nvarchar(100) NULL);
GO
GRANT <permissions, , SELECT> ON OBJECT::dbo.Entry TO <grantee, sysname, app>;
GO
EXECUTE AS USER = 'app';
SELECT EntryId, Text FROM dbo.Entry;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
