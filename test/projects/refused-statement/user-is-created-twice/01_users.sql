CREATE DATABASE Archive;
GO
USE Archive;
GO
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE keepers;
GO
-- merged from another branch
CREATE USER keeper WITHOUT LOGIN;
--          ^^^^^^ error[refused]: 15023
ALTER ROLE keepers ADD MEMBER keeper;
GO
