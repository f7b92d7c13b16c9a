USE shop;
GO
EXECUTE AS USER = 'clerk';
--                ^^^^^^^ error[unknown-principal]: Msg 15517
SELECT id FROM dbo.Orders;
REVERT;
GO
