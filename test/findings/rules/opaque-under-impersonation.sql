CREATE PROCEDURE dbo.p @what nvarchar(max) WITH EXECUTE AS 'clerk' AS EXEC (@what);
--                                                                    ^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'clerk' is not known before it is run.
--                                                                          ^^^^^ warning[injection-under-elevation]: The parameter @what gets into the text that EXEC runs as 'clerk'.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p @what nvarchar(max) AS BEGIN EXECUTE AS USER = 'clerk'; EXEC sp_executesql @what; REVERT; END;
--                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'clerk' is not known before it is run.
--                                                                                                ^^^^^ warning[injection-under-elevation]: The parameter @what gets into the text that sp_executesql runs as 'clerk'.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p @what nvarchar(max) AS EXEC (@what) AS USER = 'clerk';
--                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'clerk' is not known before it is run.
--                                                  ^^^^^ warning[injection-under-elevation]: The parameter @what gets into the text that EXEC runs as 'clerk'.
