CREATE DATABASE Strict COLLATE Latin1_General_100_CS_AS_KS_WS;
GO
USE Strict;
GO
CREATE TABLE dbo.Orders (Id int);
GO
