-- The ledger tables were created under a schema owner of their own; the last step of the deployment gives the schema to dbo,
-- and then the ownership chain from dbo.Pay reaches them.
CREATE DATABASE Cash;
GO
USE Cash;
GO
CREATE USER ledger_owner WITHOUT LOGIN;
CREATE USER pos_service WITHOUT LOGIN;
GO
CREATE SCHEMA ledger AUTHORIZATION ledger_owner;
GO
CREATE TABLE ledger.Payment (PaymentId int IDENTITY PRIMARY KEY, Amount money NOT NULL, PaidBy sysname NOT NULL);
GO
CREATE PROCEDURE dbo.Pay @Amount money
WITH EXECUTE AS 'pos_service'
AS
    INSERT INTO ledger.Payment (Amount, PaidBy) VALUES (@Amount, ORIGINAL_LOGIN());
GO
CREATE VIEW dbo.PaymentsToday
AS
    SELECT PaymentId, Amount FROM ledger.Payment;
GO
CREATE PROCEDURE dbo.CloseDay
WITH EXECUTE AS 'pos_service'
AS
    SELECT COUNT(*) AS Payments, SUM(Amount) AS Total FROM dbo.PaymentsToday;
GO
ALTER AUTHORIZATION ON SCHEMA::ledger TO dbo;
GO
EXEC dbo.Pay @Amount = 12.50;
EXEC dbo.CloseDay;
GO
