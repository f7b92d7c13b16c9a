CREATE LOGIN app_user WITH PASSWORD = 'App#User#12';
CREATE DATABASE AppDb;
GO
USE AppDb;
GO
CREATE USER app_user FOR LOGIN app_user;
CREATE TABLE dbo.Cache (CacheKey nvarchar(100) NOT NULL, Body nvarchar(max) NULL);
GO
CREATE PROCEDURE dbo.ClearCache
AS
    TRUNCATE TABLE dbo.Cache;
GO
