CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
ALTER PROCEDURE dbo.Signed AS SELECT 1;
--              ^^^^^^^^^^ warning[signature-lost]: This drops the signature by SignCert from Signed, and the script does not add it again.

-- ----------------------------------------------------------------
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
CREATE OR ALTER PROCEDURE dbo.Signed AS SELECT 1;
--                        ^^^^^^^^^^ warning[signature-lost]: This drops the signature by SignCert from Signed, and the script does not add it again.

-- ----------------------------------------------------------------
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
DROP PROCEDURE dbo.Signed;
--             ^^^^^^^^^^ warning[signature-lost]: This drops the signature by SignCert from Signed, and the script does not add it again.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;

-- ----------------------------------------------------------------
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
GO
ADD SIGNATURE TO dbo.Signed BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
DROP PROCEDURE IF EXISTS dbo.Signed;
--                       ^^^^^^^^^^ warning[signature-lost]: This drops the signature by SignCert from Signed, and the script does not add it again.
GO
CREATE PROCEDURE dbo.Signed AS SELECT 1;
