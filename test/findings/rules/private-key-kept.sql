CREATE CERTIFICATE Sign2 ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'signing';
--                 ^^^^^ warning[private-key-kept]: The private key of Sign2 is never removed: who knows this password can sign with it.
GO
ADD SIGNATURE TO dbo.AsClerk BY CERTIFICATE Sign2 WITH PASSWORD = 'Sesame1!';

-- ----------------------------------------------------------------
CREATE ASYMMETRIC KEY Key2 WITH ALGORITHM = RSA_2048 ENCRYPTION BY PASSWORD = 'Sesame1!';
--                    ^^^^ warning[private-key-kept]: The private key of Key2 is never removed: who knows this password can sign with it.
GO
ADD SIGNATURE TO dbo.AsClerk BY ASYMMETRIC KEY Key2 WITH PASSWORD = 'Sesame1!';
