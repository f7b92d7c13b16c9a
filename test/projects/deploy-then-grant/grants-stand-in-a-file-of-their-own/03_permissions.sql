-- 03: who may do what
USE SalesReports;
GO
GRANT SELECT ON OBJECT::dbo.Invoice TO report_reader;
GRANT SELECT ON OBJECT::dbo.InvoiceLine TO report_reader;
GRANT EXECUTE ON OBJECT::dbo.RevenueOfMonth TO report_users;
GO
