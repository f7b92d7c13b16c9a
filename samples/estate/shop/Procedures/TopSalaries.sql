-- The clause counts in this database only: nobody in Payroll vouches for it.
CREATE PROCEDURE dbo.TopSalaries
WITH EXECUTE AS OWNER
AS
SELECT TOP (10) Amount FROM [$(Payroll)].dbo.Salary ORDER BY Amount DESC;
