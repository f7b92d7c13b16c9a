-- A lesson: first the call is refused, then the right is granted, then it runs. Each call stands for itself.
CREATE DATABASE Lesson;
GO
USE Lesson;
GO
CREATE USER pupil WITHOUT LOGIN;
CREATE TABLE dbo.Word (WordId int NOT NULL, Text nvarchar(50) NOT NULL);
GO
CREATE PROCEDURE dbo.ListWords
AS
    EXEC (N'SELECT WordId, Text FROM dbo.Word');
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[permission-denied]: Msg 229
GO
GRANT EXECUTE ON OBJECT::dbo.ListWords TO pupil;
GO
EXECUTE AS USER = 'pupil';
EXEC dbo.ListWords;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
GRANT SELECT ON OBJECT::dbo.Word TO pupil;
GO
EXECUTE AS USER = 'pupil';
EXEC dbo.ListWords;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
