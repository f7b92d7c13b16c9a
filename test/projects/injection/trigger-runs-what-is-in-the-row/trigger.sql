-- What a row says becomes a statement of whoever changes the table.
CREATE DATABASE Notes;
GO
USE Notes;
GO
CREATE TABLE dbo.Reminder (id int, channel sysname, body nvarchar(400));
GO
CREATE TRIGGER dbo.Remind ON dbo.Reminder AFTER UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @channel sysname, @body nvarchar(400), @sql nvarchar(max);
    SELECT TOP (1) @channel = i.channel, @body = i.body FROM inserted AS i;
    SET @sql = N'EXEC dbo.Send_' + @channel + N' @text';
    EXEC sys.sp_executesql @sql, N'@text nvarchar(400)', @text = @body;
--                         ^^^^ warning[injection-under-elevation]: The column channel of inserted gets into the text that sp_executesql runs as whoever fires the trigger.
    SET @sql = N'EXEC dbo.' + QUOTENAME(N'Send_' + @channel) + N' @text';
    EXEC sys.sp_executesql @sql, N'@text nvarchar(400)', @text = @body;
END;
GO
-- A DDL trigger takes the name out of the event.
CREATE TRIGGER WatchTables ON DATABASE FOR CREATE_TABLE
AS
BEGIN
    DECLARE @event xml = EVENTDATA();
    DECLARE @table sysname = @event.value('(/EVENT_INSTANCE/ObjectName)[1]', 'sysname');
    DECLARE @process varchar(12) = @event.value('(/EVENT_INSTANCE/SPID)[1]', 'int');
    EXEC (N'GRANT SELECT ON dbo.' + @table + N' TO public');
--        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[injection-under-elevation]: The result of EVENTDATA() gets into the text that EXEC runs as whoever fires the trigger.
    EXEC (N'PRINT ' + @process);
END;
GO
