--liquibase formatted sql

--changeset amy:6
USE shop;

--changeset amy:7
EXECUTE AS USER = 'clerk';
EXEC dbo.Report;
--   ^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT;
