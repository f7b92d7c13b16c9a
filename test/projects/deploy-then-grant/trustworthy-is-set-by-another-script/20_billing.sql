USE Billing;
GO
CREATE TABLE dbo.Bill (BillId int IDENTITY PRIMARY KEY, Account varchar(20) NOT NULL, Amount money NOT NULL);
CREATE USER cashier WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.PostBill @BillId int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO Ledger.dbo.Posting (Account, Amount)
    SELECT Account, Amount FROM dbo.Bill WHERE BillId = @BillId;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.PostBill TO cashier;
GO
