CREATE DATABASE shop;
GO
USE shop;
GO
CREATE ROLE helpers;
CREATE ROLE readers;
GRANT IMPERSONATE ON USER::dbo TO helpers;
--    ^^^^^^^^^^^ information[impersonate-dbo]: V2__back.sql, which is run later, takes that back
GRANT IMPERSONATE ON USER::dbo TO readers;
--    ^^^^^^^^^^^ warning[impersonate-dbo]
ALTER DATABASE shop SET TRUSTWORTHY ON;
--             ^^^^ information[trustworthy-privileged-owner]: V2__back.sql, which is run later, takes that back
--                      ^^^^^^^^^^^^^^ information[trustworthy-on]: V2__back.sql, which is run later, takes that back
GO
