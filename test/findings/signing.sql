-- Keys and signatures, and where they end (rulebook SIG-*).
CREATE DATABASE Orchard;
CREATE DATABASE Cellar;
GO
USE Orchard;
CREATE ROLE pickers;
CREATE TABLE dbo.Crates (crate int);
CREATE CERTIFICATE Idle ENCRYPTION BY PASSWORD = '$(Password)' WITH SUBJECT = 'stands for nobody';
CREATE CERTIFICATE Kept ENCRYPTION BY PASSWORD = 'Sesame1!' WITH SUBJECT = 'keeps its key';
--                 ^^^^ warning[private-key-kept]: The private key of Kept is never removed: who knows this password can sign with it.
CREATE USER kept FROM CERTIFICATE Kept;
GRANT SELECT ON dbo.Crates TO kept;
GO
CREATE PROCEDURE dbo.Inner AS EXEC ('SELECT crate FROM dbo.Crates');
--                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: Members of 'pickers' may execute this procedure, but are refused SELECT on dbo.Crates here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
CREATE PROCEDURE dbo.Outer AS EXEC dbo.Inner;
--                            ^^^^^^^^^^^^^^ warning[countersignature-needed]: Kept signs this module but not dbo.Inner, which needs SELECT on dbo.Crates: the signature is not carried on.
GO
CREATE PROCEDURE dbo.Away WITH EXECUTE AS OWNER AS SELECT bottle FROM Cellar.dbo.Bottles;
--                                                                    ^^^^^^^^^^^^^^^^^^ error[certificate-absent-in-target]: The module is signed by Kept, but Cellar does not have that certificate. Msg 916: The server principal "sa" is not able to access the database "Cellar" under the current security context.
GO
GRANT EXECUTE ON dbo.Outer TO pickers;
ADD SIGNATURE TO dbo.Outer BY CERTIFICATE Kept WITH PASSWORD = 'Sesame1!';
ADD SIGNATURE TO dbo.Away BY CERTIFICATE Kept WITH PASSWORD = 'Sesame1!';
--               ^^^^^^^^ information[signed-execute-as-owner]: Away runs as its owner: with another owner this signature does not count any more.
ADD SIGNATURE TO dbo.Inner BY CERTIFICATE Idle WITH PASSWORD = '$(Password)';
GO
DROP PROCEDURE dbo.Inner;
--             ^^^^^^^^^ warning[signature-lost]: This drops the signature by Idle from Inner, and the script does not add it again.
GO
CREATE PROCEDURE dbo.Inner AS EXEC ('SELECT crate FROM dbo.Crates');
--                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: Members of 'pickers' may execute this procedure, but are refused SELECT on dbo.Crates here: the ownership chain does not reach into dynamic SQL. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.Inner TO pickers;
