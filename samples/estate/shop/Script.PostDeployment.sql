PRINT N'Checking what a clerk may do in $(DatabaseName)';
EXECUTE AS USER = 'clerk';
EXECUTE dbo.ListOrders;
SELECT Total FROM dbo.Orders;
REVERT;
SELECT Name FROM Legacy.dbo.Customer;
SELECT Name FROM Legacy.dbo.Customers;
