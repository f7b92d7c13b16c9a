-- What puts the assembly of this folder into a database of its own, and calls it.
CREATE LOGIN pat WITH PASSWORD = 'a strong one';
CREATE DATABASE reports;
GO
USE reports;
CREATE USER pat;
CREATE TABLE dbo.Notes (note nvarchar(max));
GO
CREATE ASSEMBLY Reports FROM 'C:\deploy\Reports.dll' WITH PERMISSION_SET = EXTERNAL_ACCESS;
GO
CREATE PROCEDURE dbo.SaveReport @path nvarchar(260) AS EXTERNAL NAME Reports.Reports.Save;
GO
CREATE PROCEDURE dbo.SaveReportRight @path nvarchar(260) AS EXTERNAL NAME Reports.Reports.SaveRight;
GO
GRANT EXECUTE ON dbo.SaveReport TO pat;
GRANT EXECUTE ON dbo.SaveReportRight TO pat;
GRANT SELECT ON dbo.Notes TO pat; -- ownership chains do not lead into assemblies
GO
--# session: login=pat db=reports
EXEC dbo.SaveReport N'C:\out\report.txt';
EXEC dbo.SaveReportRight N'C:\out\report.txt';
