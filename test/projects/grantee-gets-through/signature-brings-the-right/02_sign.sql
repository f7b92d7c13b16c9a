-- The certificate's user may read the table; the signature adds it to whoever runs the procedure, strings included.
USE Reporting;
GO
CREATE CERTIFICATE CostReportSign ENCRYPTION BY PASSWORD = 'Sign#Cost#1' WITH SUBJECT = 'Signs dbo.CostReport';
--                 ^^^^^^^^^^^^^^ warning[private-key-kept]
CREATE USER CostReportSign FROM CERTIFICATE CostReportSign;
GRANT SELECT ON OBJECT::dbo.Cost TO CostReportSign;
ADD SIGNATURE TO OBJECT::dbo.CostReport BY CERTIFICATE CostReportSign WITH PASSWORD = 'Sign#Cost#1';
GO
