-- The right is taken away to show what then happens.
CREATE DATABASE RevokeLesson;
GO
USE RevokeLesson;
GO
CREATE USER proxy WITHOUT LOGIN;
CREATE USER pupil WITHOUT LOGIN;
CREATE TABLE dbo.Word (WordId int NOT NULL, Text nvarchar(50) NOT NULL);
GRANT ALTER ON OBJECT::dbo.Word TO proxy;
GO
CREATE PROCEDURE dbo.ForgetWords
WITH EXECUTE AS 'proxy'
AS
    TRUNCATE TABLE dbo.Word;
--  ^^^^^^^^^^^^^^^^^^^^^^^ warning[permission-denied]: proxy
GO
GRANT EXECUTE ON OBJECT::dbo.ForgetWords TO pupil;
GO
EXECUTE AS USER = 'pupil';
EXEC dbo.ForgetWords;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
REVOKE ALTER ON OBJECT::dbo.Word FROM proxy;
GO
EXECUTE AS USER = 'pupil';
EXEC dbo.ForgetWords;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
