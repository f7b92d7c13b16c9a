-- An error may come before or behind the REVERT of the TRY block; CATCH looks who it is.
CREATE DATABASE Till;
GO
USE Till;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Receipt (ReceiptId int NOT NULL PRIMARY KEY, Total money NOT NULL);
GRANT SELECT, INSERT ON OBJECT::dbo.Receipt TO clerk;
GO
BEGIN TRY
    EXECUTE AS USER = 'clerk';
    INSERT INTO dbo.Receipt (ReceiptId, Total) VALUES (1, 10);
    REVERT;
    INSERT INTO dbo.Receipt (ReceiptId, Total) VALUES (2, 20);
END TRY
BEGIN CATCH
    IF USER_NAME() = N'clerk'
        REVERT;
    THROW;
END CATCH;
GO
SELECT COUNT(*) AS Receipts FROM dbo.Receipt;
GO
