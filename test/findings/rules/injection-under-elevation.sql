CREATE PROCEDURE dbo.Run @Cmd varchar(max) WITH EXECUTE AS 'dbo' AS EXECUTE (@Cmd);
--                                                                  ^^^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'dbo' is not known before it is run.
--                                                                           ^^^^ warning[injection-under-elevation]: The parameter @Cmd gets into the text that EXEC runs as 'dbo', who may do anything in master.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.Clear @table sysname WITH EXECUTE AS OWNER AS
BEGIN
  DECLARE @sql nvarchar(max) = N'TRUNCATE TABLE dbo.' + @table;
  EXEC sp_executesql @sql;
--^^^^^^^^^^^^^^^^^^^^^^^ information[opaque-under-impersonation]: What this text does as 'dbo' is not known before it is run.
--                   ^^^^ warning[injection-under-elevation]: The parameter @table gets into the text that sp_executesql runs as 'dbo', who may do anything in master.
END;

-- ----------------------------------------------------------------
CREATE TRIGGER dbo.Log ON dbo.Orders AFTER INSERT AS
BEGIN
  DECLARE @note nvarchar(100);
  SELECT @note = note FROM inserted;
  EXEC (N'PRINT ''' + @note + N'''');
--      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[injection-under-elevation]: The column note of inserted gets into the text that EXEC runs as whoever fires the trigger.
END;

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.Exec1 @text nvarchar(max) AS EXEC (@text);
GO
CREATE PROCEDURE dbo.Run @Cmd nvarchar(max) WITH EXECUTE AS 'dbo' AS EXEC dbo.Exec1 @Cmd;
--                                                                                  ^^^^ warning[injection-under-elevation]: The parameter @Cmd gets into the text that EXEC in dbo.Exec1 runs as 'dbo', who may do anything in master.
