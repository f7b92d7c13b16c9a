CREATE VIEW dbo.v AS SELECT 1 AS a;
GO
ADD SIGNATURE TO dbo.v BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--               ^^^^^ error[not-signable]: Only procedures, functions with a body, DML triggers and assemblies can be signed. Msg 15560: Cannot add or drop a signature on 'v' because only modules can be signed.
