-- 01: database, users and tables
IF SUSER_ID('sales_web') IS NULL
    CREATE LOGIN sales_web WITH PASSWORD = 'Str0ng!Web#1';
GO
CREATE DATABASE SalesReports;
GO
USE SalesReports;
GO
CREATE USER sales_web FOR LOGIN sales_web;
CREATE USER report_reader WITHOUT LOGIN;
CREATE ROLE report_users;
ALTER ROLE report_users ADD MEMBER sales_web;
GO
CREATE TABLE dbo.Invoice (InvoiceId int IDENTITY PRIMARY KEY, CustomerId int NOT NULL, Amount money NOT NULL, IssuedOn date NOT NULL);
CREATE TABLE dbo.InvoiceLine (InvoiceId int NOT NULL, LineNumber int NOT NULL, Amount money NOT NULL);
GO
