CREATE DATABASE Intranet;
GO
USE Intranet;
GO
CREATE USER web_team WITHOUT LOGIN;
GO
CREATE SCHEMA web AUTHORIZATION web_team;
GO
CREATE TABLE web.PageHit (HitAt datetime2 NOT NULL DEFAULT SYSUTCDATETIME(), Page nvarchar(400) NOT NULL);
GO
CREATE PROCEDURE dbo.CountHit @Page nvarchar(400)
AS
    INSERT INTO web.PageHit (Page) VALUES (@Page);
--              ^^^^^^^^^^^ warning[grantee-cannot-finish]: public
GO
