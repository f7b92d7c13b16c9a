CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
GRANT EXECUTE ON dbo.p TO public;
--                        ^^^^^^ information[owner-resolves-to-dbo]: dbo.p runs as dbo, and everybody may execute it.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
GRANT EXECUTE ON SCHEMA::dbo TO public;
--                              ^^^^^^ information[owner-resolves-to-dbo]: dbo.p runs as dbo, and everybody may execute it.

-- ----------------------------------------------------------------
GRANT EXECUTE ON SCHEMA::dbo TO guest;
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
--                          ^^^^^^^^^^^^^^^^ information[owner-resolves-to-dbo]: dbo.p runs as dbo, and guest may execute it.
