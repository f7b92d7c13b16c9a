-- Modules: clauses, signatures, what a body reverts (rulebook MOD-*, SIG-*).
CREATE DATABASE shop;
GO
USE shop;
CREATE USER clerk WITHOUT LOGIN;
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.Report WITH EXECUTE AS 'clerk' AS
    SELECT USER_NAME();
    REVERT;
--  ^^^^^^ warning[revert-outside-module-frame]: REVERT does not leave the frame of the module's own EXECUTE AS clause.
GO
ADD SIGNATURE TO dbo.Report BY CERTIFICATE SignCert WITH PASSWORD = 'x';
GO
ALTER PROCEDURE dbo.Report AS
--              ^^^^^^^^^^ warning[alter-drops-clause]: Report ran as 'clerk'; without the clause it runs as its caller.
--              ^^^^^^^^^^ warning[signature-lost]: This drops the signature by SignCert from Report, and the script does not add it again.
    SELECT USER_NAME();
GO
DROP USER clerk;
GO
