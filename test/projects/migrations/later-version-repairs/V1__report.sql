USE shop;
GO
CREATE USER reporter WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.Report WITH EXECUTE AS 'reporter' AS
SELECT id FROM stock.dbo.Items;
--             ^^^^^^^^^^^^^^^ information[cross-db-in-sandbox]: V2__report.sql, which is run later, replaces or drops this version
GO
CREATE PROCEDURE dbo.Report2 WITH EXECUTE AS 'reporter' AS
SELECT id FROM stock.dbo.Items;
--             ^^^^^^^^^^^^^^^ error[cross-db-in-sandbox]: Msg 916
GO
