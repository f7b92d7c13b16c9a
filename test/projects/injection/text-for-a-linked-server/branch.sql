-- What a row says becomes code on another server, under the mapping of whoever changes the table.
EXEC sp_addlinkedserver @server = N'BRANCH', @srvproduct = N'', @provider = N'MSOLEDBSQL', @datasrc = N'branch01';
GO
CREATE DATABASE Sales;
GO
USE Sales;
GO
CREATE TABLE dbo.Item (id int, label nvarchar(50));
GO
CREATE TRIGGER dbo.TellBranch ON dbo.Item AFTER DELETE
AS
BEGIN
    DECLARE @label nvarchar(50), @sql nvarchar(max);
    SELECT @label = label FROM deleted;
    SET @sql = N'DELETE stock.dbo.Item WHERE label = ''' + @label + N'''';
    EXEC (@sql) AT BRANCH;
--        ^^^^ warning[injection-under-elevation]: The column label of deleted gets into the text that EXEC runs on the linked server BRANCH as whoever fires the trigger.
    EXEC BRANCH.master.sys.sp_executesql @sql;
--                                       ^^^^ warning[injection-under-elevation]: The column label of deleted gets into the text that sp_executesql runs on the linked server BRANCH as whoever fires the trigger.
    SET @sql = N'DELETE stock.dbo.Item WHERE label = ''' + REPLACE(@label, N'''', N'''''') + N'''';
    EXEC (@sql) AT BRANCH;
    EXEC (N'DELETE stock.dbo.Item WHERE label = ?', @label) AT BRANCH;
END;
GO
