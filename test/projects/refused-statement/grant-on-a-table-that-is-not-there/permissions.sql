-- 15151: the table is called Invoices; the grant names Invoice.
CREATE DATABASE Billing;
GO
USE Billing;
GO
CREATE ROLE auditors;
CREATE TABLE dbo.Invoices (InvoiceId int IDENTITY PRIMARY KEY, Amount money NOT NULL);
GO
GRANT SELECT ON OBJECT::dbo.Invoice TO auditors;
--              ^^^^^^^^^^^^^^^^^^^ error[refused]: 15151
GRANT INSERT ON OBJECT::dbo.Invoices TO auditors;
GO
