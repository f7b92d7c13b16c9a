CREATE USER auditor FOR LOGIN auditor;
GO
GRANT SELECT ON dbo.Salary TO auditor;
