-- sqlcmd -S shopserver -d Shop -i as_the_application.sql
EXECUTE AS LOGIN = 'shop_app';
SELECT COUNT(*) AS Orders FROM dbo.Orders;
CREATE TABLE dbo.Scratch (ScratchId int NOT NULL);
DROP TABLE dbo.Scratch;
REVERT;
GO
