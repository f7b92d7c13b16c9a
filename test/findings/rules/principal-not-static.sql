CREATE PROCEDURE dbo.p @who sysname AS BEGIN EXECUTE AS USER = @who; SELECT 1; REVERT; END;
--                                                             ^^^^ information[principal-not-static]: Who is impersonated here is not known before the script is run.

-- ----------------------------------------------------------------
DECLARE @who sysname; SELECT @who = name FROM sys.database_principals WHERE principal_id > 5; EXECUTE AS USER = @who; REVERT;
--                                                                                                              ^^^^ information[principal-not-static]: Who is impersonated here is not known before the script is run.
