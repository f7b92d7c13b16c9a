-- Tables and modules of the shop. Look at the lenses: what does each module run as?
--# session: login=sa db=Shop

USE Shop;
GO
CREATE TABLE dbo.Orders (OrderId int IDENTITY PRIMARY KEY, Customer nvarchar(100), Total money, EnteredBy sysname);
CREATE TABLE dbo.Salaries (Employee sysname, Amount money);
GO
GRANT SELECT ON OBJECT::dbo.Orders TO auditors;
GRANT INSERT, SELECT ON OBJECT::dbo.Orders TO order_writer;
GO

-- Runs as its caller: whoever calls it needs no right on dbo.Orders, because dbo owns both (ownership chaining).
CREATE PROCEDURE dbo.OrderTotal @OrderId int
AS
    SELECT Total FROM dbo.Orders WHERE OrderId = @OrderId;
GO

-- Runs as order_writer. USER_NAME() in here is order_writer; ORIGINAL_LOGIN() still says who connected.
CREATE PROCEDURE dbo.PlaceOrder @Customer nvarchar(100), @Total money
WITH EXECUTE AS 'order_writer'
AS
BEGIN
    INSERT INTO dbo.Orders (Customer, Total, EnteredBy) VALUES (@Customer, @Total, ORIGINAL_LOGIN());
END;
GO

-- Runs as its owner, looks at the caller for a moment, and comes back.
CREATE PROCEDURE dbo.WhoAmI
WITH EXECUTE AS OWNER
AS
BEGIN
    SELECT 'the owner' AS who, USER_NAME() AS name;
    EXECUTE AS CALLER;
    SELECT 'the caller' AS who, USER_NAME() AS name;
    REVERT;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.OrderTotal TO tills;
GRANT EXECUTE ON OBJECT::dbo.PlaceOrder TO tills;
GRANT EXECUTE ON OBJECT::dbo.WhoAmI TO tills;
GO

-- A signed module: it runs as its caller, and while it runs the certificate's user stands in the token beside the caller.
-- So Anna may read one salary through it, and no other way.
CREATE CERTIFICATE payroll_reader ENCRYPTION BY PASSWORD = 'change-me-5' WITH SUBJECT = 'Reads salaries';
CREATE USER payroll_reader FOR CERTIFICATE payroll_reader;
GRANT SELECT ON OBJECT::dbo.Salaries TO payroll_reader;
GO
CREATE PROCEDURE dbo.MySalary
AS
    EXECUTE ('SELECT Amount FROM dbo.Salaries WHERE Employee = ORIGINAL_LOGIN()');
GO
ADD SIGNATURE TO OBJECT::dbo.MySalary BY CERTIFICATE payroll_reader WITH PASSWORD = 'change-me-5';
-- Nobody signs anything else with it.
ALTER CERTIFICATE payroll_reader REMOVE PRIVATE KEY;
GRANT EXECUTE ON OBJECT::dbo.MySalary TO tills;
GO

-- The search puts its text together, so the ownership chain does not reach dbo.Orders: the tills may call it, and are refused
-- inside. Nobody has called it yet; the problem is shown all the same.
CREATE PROCEDURE dbo.FindOrders @Customer nvarchar(100)
AS
    EXECUTE sys.sp_executesql N'SELECT OrderId, Total FROM dbo.Orders WHERE Customer LIKE @c', N'@c nvarchar(100)', @c = @Customer;
GO
GRANT EXECUTE ON OBJECT::dbo.FindOrders TO tills;
GO
