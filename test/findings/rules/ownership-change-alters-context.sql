CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
ALTER AUTHORIZATION ON dbo.p TO clerk;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[ownership-change-alters-context]: p ran as 'dbo' and runs as 'clerk' from now on.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE SCHEMA other AUTHORIZATION clerk;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
ALTER SCHEMA other TRANSFER dbo.p;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[ownership-change-alters-context]: p ran as 'dbo' and runs as 'clerk' from now on.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE SCHEMA other;
GO
CREATE PROCEDURE other.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
ALTER AUTHORIZATION ON SCHEMA::other TO clerk;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[ownership-change-alters-context]: p ran as 'dbo' and runs as 'clerk' from now on.
