-- 15063: a login is one user in a database.
CREATE LOGIN peter WITH PASSWORD = 'Peter#Password#1';
CREATE DATABASE Crm;
GO
USE Crm;
GO
CREATE USER peter FOR LOGIN peter;
CREATE USER peter_admin FOR LOGIN peter;
--                                ^^^^^ error[refused]: 15063
GO
