CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
GO
CREATE PROCEDURE dbo.helper AS SELECT 1;
GO
CREATE PROCEDURE dbo.nightly WITH EXECUTE AS OWNER AS EXEC dbo.helper;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become db_owner of warehouse in 3 steps.
GO
GRANT EXECUTE ON dbo.nightly TO amy; GRANT ALTER ON dbo.helper TO amy;

-- ----------------------------------------------------------------
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER amy FOR LOGIN amy;
GO
GO
CREATE PROCEDURE dbo.run_any @cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC (@cmd);
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become db_owner of warehouse in 2 steps.
--                                                                       ^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'dbo' is not known before it is run.
--                                                                             ^^^^ warning[injection-under-elevation]: The parameter @cmd gets into the text that EXEC runs as 'dbo', who may do anything in warehouse.
GO
GRANT EXECUTE ON dbo.run_any TO amy;
