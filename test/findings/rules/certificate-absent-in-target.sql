CREATE DATABASE shop;
CREATE DATABASE warehouse;
GO
USE shop;
CREATE USER amy FOR LOGIN amy;
GO
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS 'amy' AS SELECT item FROM warehouse.dbo.Stock;
--                                                               ^^^^^^^^^^^^^^^^^^^ error[certificate-absent-in-target]: The module is signed by SignCert, but warehouse does not have that certificate. Msg 916: The server principal "amy" is not able to access the database "warehouse" under the current security context.
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--                                    ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.

-- ----------------------------------------------------------------
CREATE DATABASE shop;
CREATE DATABASE warehouse;
GO
USE shop;
GO
CREATE CERTIFICATE SignCert ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
--                 ^^^^^^^^ warning[private-key-kept]: The private key of SignCert is never removed: who knows this password can sign with it.
GO
CREATE PROCEDURE dbo.p WITH EXECUTE AS OWNER AS SELECT item FROM warehouse.dbo.Stock;
--                                                               ^^^^^^^^^^^^^^^^^^^ error[certificate-absent-in-target]: The module is signed by SignCert, but warehouse does not have that certificate. Msg 916: The server principal "sa" is not able to access the database "warehouse" under the current security context.
GO
ADD SIGNATURE TO dbo.p BY CERTIFICATE SignCert WITH PASSWORD = 'x';
--               ^^^^^ information[signed-execute-as-owner]: p runs as its owner: with another owner this signature does not count any more.
--                                    ^^^^^^^^ warning[signature-without-effect]: SignCert stands for nobody who was granted anything.
GO
EXEC dbo.p;
