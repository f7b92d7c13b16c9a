-- A door for one command line: whoever may start it is dbo for as long as the command takes.
CREATE DATABASE Fleet;
GO
USE Fleet;
GO
CREATE ROLE dispatchers;
GO
CREATE PROCEDURE dbo.RunCommand (@Cmd varchar(max)) WITH EXECUTE AS 'dbo' AS EXECUTE (@Cmd);
--                                                                                    ^^^^ warning[injection-under-elevation]: The parameter @Cmd gets into the text that EXEC runs as 'dbo', who may do anything in Fleet.
GO
GRANT EXECUTE ON dbo.RunCommand TO dispatchers;
GO
-- The same without the clause runs as whoever starts it, who can do nothing that he could not do before.
CREATE PROCEDURE dbo.RunAsYourself (@Cmd varchar(max)) AS EXECUTE (@Cmd);
GO
