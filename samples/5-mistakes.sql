-- One deliberate mistake for each problem that is found. Each begins on a connection of its own.

-- revert-without-frame: nothing was impersonated, so this REVERT does nothing.
--# session: login=shop_app db=Shop
REVERT;
GO

-- branch-unbalanced: behind the IF nobody knows who we are.
--# session: login=shop_app db=Shop
IF DATEPART(hour, SYSDATETIME()) > 18
    EXECUTE AS USER = 'omar';
SELECT USER_NAME();
REVERT;
GO

-- revert-skipped-on-error: if the call fails, CATCH goes on as Anna.
--# session: login=shop_app db=Shop
BEGIN TRY
    EXECUTE AS USER = 'anna';
    EXECUTE dbo.PlaceOrder @Customer = N'Mr Late', @Total = 99;
    REVERT;
END TRY
BEGIN CATCH
    PRINT ERROR_MESSAGE();
END CATCH;
SELECT USER_NAME();
GO

-- revert-wrong-database: the login took its impersonation along into another database; REVERT works only where it began.
--# session: login=sa db=Shop
EXECUTE AS LOGIN = 'shop_app';
USE Warehouse;
REVERT;
USE Shop;
REVERT;
GO

-- revert-after-no-revert: there is no way back.
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna' WITH NO REVERT;
REVERT;
GO

-- cookie-mismatch: the frame wants its cookie.
--# session: login=shop_app db=Shop
DECLARE @cookie varbinary(8000);
EXECUTE AS USER = 'anna' WITH COOKIE INTO @cookie;
REVERT;
REVERT WITH COOKIE = @cookie;
GO

-- adhoc-only-option: a module can't keep its caller from reverting.
--# session: login=sa db=Shop
CREATE PROCEDURE dbo.NoWayBack
AS
BEGIN
    EXECUTE AS USER = 'anna' WITH NO REVERT;
    SELECT USER_NAME();
END;
GO

-- push-in-loop: each round impersonates once more.
--# session: login=sa db=Shop
DECLARE @round int = 0;
WHILE @round < 10
BEGIN
    EXECUTE AS USER = 'anna';
    SET @round += 1;
END;
GO

-- use-in-sandbox: an impersonated user counts in its own database only.
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna';
USE Warehouse;
REVERT;
GO

-- cross-db-in-sandbox: the same by a three-part name.
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna';
SELECT Pieces FROM Warehouse.dbo.Stock;
REVERT;
GO

-- unknown-principal: a misspelt name. Nothing is impersonated.
--# session: login=sa db=Shop
EXECUTE AS USER = 'ana';
GO

-- not-impersonable: a role is not somebody.
--# session: login=sa db=Shop
EXECUTE AS USER = 'tills';
GO

-- revert-in-string: a string has frames of its own, so the REVERT in it ends nothing.
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna';
EXEC ('REVERT');
REVERT;
GO

-- refused: the role is called tills. Whoever runs it, the server finds no such role.
--# session: login=sa db=Shop
ALTER ROLE till ADD MEMBER anna;
GO

-- unreverted-execute-as: the script ends and the connection stays Anna.
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna';
SELECT USER_NAME();
GO

-- permission-denied: a call that runs, but not to its end. The ownership chain covers SELECT and the like; TRUNCATE asks the caller.
--# session: login=sa db=Shop
CREATE PROCEDURE dbo.ForgetOrders
AS
    TRUNCATE TABLE dbo.Orders;
GO
GRANT EXECUTE ON OBJECT::dbo.ForgetOrders TO tills;
GO
--# session: login=shop_app db=Shop
EXECUTE AS USER = 'anna';
EXECUTE dbo.ForgetOrders;
REVERT;
GO
