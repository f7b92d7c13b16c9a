-- The synonym is dbo's, the table behind it is not.
--# session: login=sa db=master
CREATE DATABASE Payments;
GO
USE Payments;
GO
CREATE USER bank WITHOUT LOGIN;
CREATE USER teller WITHOUT LOGIN;
GO
CREATE SCHEMA bank AUTHORIZATION bank;
GO
CREATE TABLE bank.Payment (PaymentId int NOT NULL, Amount money NOT NULL);
CREATE SYNONYM dbo.Payment FOR bank.Payment;
GO
CREATE PROCEDURE dbo.PaymentsOfToday
AS
    SELECT PaymentId, Amount FROM dbo.Payment;
--                                ^^^^^^^^^^^ error[permission-denied]: 229
GO
GRANT EXECUTE ON OBJECT::dbo.PaymentsOfToday TO teller;
GO
EXECUTE AS USER = 'teller';
EXEC dbo.PaymentsOfToday;
GO
REVERT;
--^^^^ information[revert-in-later-batch]
GO
