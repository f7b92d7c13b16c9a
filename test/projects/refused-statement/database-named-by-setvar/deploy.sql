-- SQLCMD mode: the name of the database is a variable whose value stands in the script.
:setvar DatabaseName "Orders"
CREATE DATABASE [$(DatabaseName)];
GO
USE [$(DatabaseName)];
GO
CREATE TABLE dbo.OrderLine (OrderLineId int NOT NULL PRIMARY KEY);
CREATE ROLE pickers;
GO
GRANT SELECT ON OBJECT::dbo.OrderLines TO pickers;
--              ^^^^^^^^^^^^^^^^^^^^^^ error[refused]: 15151
GO
