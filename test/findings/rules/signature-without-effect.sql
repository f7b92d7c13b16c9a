CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                                         ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                                          ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.

-- ----------------------------------------------------------------
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                                         ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.
GO
CREATE USER signer FROM CERTIFICATE SignCert;
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                                          ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.
