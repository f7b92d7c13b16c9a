CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (total money);
GO
EXECUTE AS USER = 'clerk'; DELETE FROM dbo.Orders;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                     ^^^^^^^^^^ error[permission-denied]: 'clerk' is refused DELETE on OBJECT::dbo.Orders. Msg 229: The DELETE permission was denied on the object 'Orders', database 'warehouse', schema 'dbo'.
