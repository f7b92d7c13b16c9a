CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GRANT ALTER ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;
EXECUTE AS USER = 'keeper';
GRANT ALTER ON CERTIFICATE::Seal TO teller;
--             ^^^^^^^^^^^^^^^^^ warning[key-granted-by-another]: 'keeper' grants ALTER on Seal and does not own it: a REVOKE by the owner leaves this grant in place.
REVERT;

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE CERTIFICATE Seal ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 'signing';
GRANT CONTROL ON CERTIFICATE::Seal TO keeper WITH GRANT OPTION;
GRANT CONTROL ON CERTIFICATE::Seal TO teller AS keeper;
--               ^^^^^^^^^^^^^^^^^ warning[key-granted-by-another]: 'keeper' grants CONTROL on Seal and does not own it: a REVOKE by the owner leaves this grant in place.
