CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--               ^^^^^ information[signed-execute-as-owner]: p runs as its owner: with another owner this signature does not count any more.
--                                    ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.

-- ----------------------------------------------------------------
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT 1;
GO
ADD COUNTER SIGNATURE TO OBJECT::dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                               ^^^^^ information[signed-execute-as-owner]: p runs as its owner: with another owner this signature does not count any more.
