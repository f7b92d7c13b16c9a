USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT AUTHENTICATE SERVER TO ann;
--                           ^^^ warning[broad-authenticate]: 'ann' is no login of a certificate: with AUTHENTICATE SERVER every trustworthy database that it owns gives out the server's rights.

-- ----------------------------------------------------------------
CREATE LOGIN ann WITH PASSWORD = 'x';
CREATE DATABASE depot;
ALTER AUTHORIZATION ON DATABASE::depot TO ann;
CREATE DATABASE sales;
GO
USE sales;
CREATE USER ann;
GRANT AUTHENTICATE TO ann;
--                    ^^^ warning[broad-authenticate]: 'ann' owns depot: AUTHENTICATE lets in whatever is impersonated there, as soon as it is TRUSTWORTHY.

-- ----------------------------------------------------------------
USE master;
CREATE SERVER ROLE vouchers;
GRANT AUTHENTICATE SERVER TO vouchers;
--                           ^^^^^^^^ warning[broad-authenticate]: 'vouchers' is no login of a certificate: with AUTHENTICATE SERVER every trustworthy database that it owns gives out the server's rights.
