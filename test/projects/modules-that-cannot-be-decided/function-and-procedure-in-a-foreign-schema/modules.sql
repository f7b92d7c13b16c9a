-- Multi-statement function and procedure with a clause; where REVERT stands it has something to revert.
USE App;
GO
CREATE FUNCTION pricing.Surcharge (@Amount money)
RETURNS @result TABLE (Amount money NOT NULL)
WITH EXECUTE AS 'pricing_reader'
AS
BEGIN
    INSERT INTO @result (Amount) SELECT @Amount * Factor FROM pricing.Factor;
    RETURN;
END;
GO
CREATE OR ALTER PROCEDURE pricing.Reprice
WITH EXECUTE AS 'pricing_writer'
AS
BEGIN
    UPDATE pricing.Price SET Amount = Amount * 1.02;
    EXECUTE AS USER = 'pricing_auditor';
    INSERT INTO pricing.Change (ChangedBy) VALUES (USER_NAME());
--                                                 ^^^^^^^^^^^ warning[identity-under-impersonation]: USER_NAME answers with the impersonated principal
    REVERT;
END;
GO
