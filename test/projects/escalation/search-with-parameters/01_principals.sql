-- The web shop: its login reads through procedures alone.
CREATE LOGIN shop_web WITH PASSWORD = 'Web#Password#12';
CREATE LOGIN shop_admin WITH PASSWORD = 'Admin#Password#12';
CREATE DATABASE WebShop;
GO
ALTER AUTHORIZATION ON DATABASE::WebShop TO shop_admin;
GO
USE WebShop;
GO
CREATE USER shop_web FOR LOGIN shop_web;
CREATE ROLE web_reader;
ALTER ROLE web_reader ADD MEMBER shop_web;
CREATE TABLE dbo.Products (ProductId int, Name nvarchar(100), Price money);
GO
