-- Runs last in every deployment. Billing writes to Ledger as its owner.
USE master;
GO
ALTER DATABASE Billing SET RECOVERY FULL;
ALTER DATABASE Billing SET TRUSTWORTHY ON;
--                         ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY
--             ^^^^^^^ warning[trustworthy-privileged-owner]: belongs to 'sa'
ALTER DATABASE Ledger SET RECOVERY FULL;
GO
