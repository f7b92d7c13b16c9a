CREATE DATABASE Reporting;
GO
USE Reporting;
GO
CREATE ROLE report_users;
CREATE TABLE dbo.Cost (Department int NOT NULL, Amount money NOT NULL);
GO
CREATE PROCEDURE dbo.CostReport @Department int
AS
    EXEC sys.sp_executesql N'SELECT SUM(Amount) AS Amount FROM dbo.Cost WHERE Department = @Department', N'@Department int', @Department;
GO
GRANT EXECUTE ON OBJECT::dbo.CostReport TO report_users;
GO
