-- The report may be called by anybody of the office; what it calls builds its text, and there the caller is asked.
CREATE DATABASE Office;
GO
USE Office;
GO
CREATE ROLE office;
CREATE TABLE dbo.Letter (LetterId int NOT NULL, Subject nvarchar(200) NOT NULL);
GO
CREATE PROCEDURE dbo.FindLetters @Subject nvarchar(200)
AS
    EXEC sys.sp_executesql N'SELECT LetterId FROM dbo.Letter WHERE Subject = @s', N'@s nvarchar(200)', @Subject;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: dbo.LetterReport, which calls this procedure
GO
CREATE PROCEDURE dbo.LetterReport
AS
    EXEC dbo.FindLetters @Subject = N'Invoice';
GO
GRANT EXECUTE ON OBJECT::dbo.LetterReport TO office;
GO
