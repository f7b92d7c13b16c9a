-- Variables, QUOTENAME and +: the text is known to the last letter.
CREATE DATABASE Sales;
GO
DECLARE @database sysname = N'Sales', @option nvarchar(30) = N'TRUSTWORTHY';
DECLARE @sql nvarchar(max) = N'ALTER DATABASE ' + QUOTENAME(@database) + N' SET ' + @option + N' ON WITH NO_WAIT;';
EXEC sys.sp_executesql @sql;
--^^^^^^^^^^^^^^^^^^^^^^^^^ warning[trustworthy-privileged-owner]: Sales is TRUSTWORTHY
--^^^^^^^^^^^^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY
GO
