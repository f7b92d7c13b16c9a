--liquibase formatted sql

--changeset amy:1
CREATE DATABASE shop;

--changeset amy:2
USE shop;

--changeset amy:3
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (id int NOT NULL);
GRANT SELECT ON dbo.Orders TO clerk;
--rollback DROP USER clerk;

--changeset amy:4
CREATE PROCEDURE dbo.Report AS SELECT id FROM dbo.Orders;

--changeset bob:5 dbms:postgresql
CREATE OR REPLACE FUNCTION report() RETURNS void AS $$ BEGIN END $$ LANGUAGE plpgsql;
