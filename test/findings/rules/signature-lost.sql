CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
ALTER PROCEDURE dbo.Signed AS SELECT 1;
--              ^^^^^^^^^^ error[signature-lost]: This drops the signature by SignCert from Signed, and the script does not add it again.
