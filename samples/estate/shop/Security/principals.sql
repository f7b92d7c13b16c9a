CREATE USER clerk FOR LOGIN clerk;
GO
CREATE ROLE clerks;
GO
ALTER ROLE clerks ADD MEMBER clerk;
GO
GRANT EXECUTE ON dbo.ListOrders TO clerks;
GO
GRANT EXECUTE ON dbo.TopSalaries TO clerks;
