-- The proxy user gets its right for the migration only.
CREATE DATABASE Invoices;
GO
USE Invoices;
GO
CREATE USER migration_proxy WITHOUT LOGIN;
CREATE TABLE dbo.Invoice (InvoiceId int NOT NULL, Amount money NOT NULL, Currency char(3) NULL);
GO
CREATE PROCEDURE dbo.AddCurrency
WITH EXECUTE AS 'migration_proxy'
AS
BEGIN
    SET NOCOUNT ON;
    ALTER TABLE dbo.Invoice ADD CONSTRAINT DF_Invoice_Currency DEFAULT 'EUR' FOR Currency;
    EXEC (N'UPDATE dbo.Invoice SET Currency = ''EUR'' WHERE Currency IS NULL');
END;
GO
GRANT ALTER, SELECT, UPDATE ON OBJECT::dbo.Invoice TO migration_proxy;
GO
EXEC dbo.AddCurrency;
GO
REVOKE ALTER, SELECT, UPDATE ON OBJECT::dbo.Invoice FROM migration_proxy;
GO
