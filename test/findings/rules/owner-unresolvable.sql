RESTORE DATABASE archive FROM DISK = 'a.bak';
--               ^^^^^^^ information[owner-unresolvable]: Who owns archive comes with it: where that owner has no login here, modules that run as OWNER or dbo fail.
GO
USE archive;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;

-- ----------------------------------------------------------------
CREATE DATABASE archive ON (FILENAME = 'a.mdf') FOR ATTACH;
--              ^^^^^^^ information[owner-unresolvable]: Who owns archive comes with it: where that owner has no login here, modules that run as OWNER or dbo fail.
GO
USE archive;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'dbo' AS SELECT 1;

-- ----------------------------------------------------------------
EXEC sp_attach_db 'archive', 'a.mdf';
--                ^^^^^^^^^ information[owner-unresolvable]: Who owns archive comes with it: where that owner has no login here, modules that run as OWNER or dbo fail.
GO
USE archive; EXECUTE AS USER = 'dbo'; REVERT;
