-- A shop in one script. Nothing here is ever executed: hover, and look at what stands beside the lines.
--# session: login=sa db=master
CREATE LOGIN web  WITH PASSWORD = 'change-me-1';
CREATE LOGIN anna WITH PASSWORD = 'change-me-2';
CREATE DATABASE Corner;
GO
USE Corner;
GO
CREATE USER web  FOR LOGIN web;
CREATE USER anna FOR LOGIN anna;
CREATE TABLE dbo.Orders (Customer nvarchar(100), Total money);
GO
CREATE PROCEDURE dbo.OrderTotals AS SELECT Customer, Total FROM dbo.Orders;
GO
GRANT EXECUTE ON dbo.OrderTotals TO anna;
GRANT IMPERSONATE ON USER::anna TO web;
GO

-- The web shop connects, and speaks for Anna.
--# session: login=web db=Corner
EXECUTE AS USER = 'anna';
    EXECUTE dbo.OrderTotals;
    SELECT Total FROM dbo.Orders;    -- why is this refused, and what would cure it?
REVERT;
