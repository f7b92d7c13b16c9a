-- The end of the procedure takes the frame away; writing REVERT would say so.
CREATE DATABASE Letters;
GO
USE Letters;
GO
CREATE USER writer WITHOUT LOGIN;
CREATE TABLE dbo.Letter (LetterId int IDENTITY PRIMARY KEY, Body nvarchar(max) NULL);
GRANT INSERT ON OBJECT::dbo.Letter TO writer;
GO
CREATE PROCEDURE dbo.WriteLetter @Body nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    EXECUTE AS USER = 'writer';
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]:
    INSERT INTO dbo.Letter (Body) VALUES (@Body);
END;
GO
