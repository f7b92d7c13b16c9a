-- An error in TRY skips the REVERT; the last statement then runs as the clerk.
CREATE DATABASE Skips;
GO
USE Skips;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Receipt (ReceiptId int NOT NULL PRIMARY KEY, Total money NOT NULL);
GRANT SELECT, INSERT ON OBJECT::dbo.Receipt TO clerk;
GO
BEGIN TRY
--^^^^^^^ warning[revert-skipped-on-error]: clerk
    EXECUTE AS USER = 'clerk';
--  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]:
    INSERT INTO dbo.Receipt (ReceiptId, Total) VALUES (1, 10);
    REVERT;
END TRY
BEGIN CATCH
    PRINT ERROR_MESSAGE();
END CATCH;
SELECT COUNT(*) AS Receipts FROM dbo.Receipt;
GO
