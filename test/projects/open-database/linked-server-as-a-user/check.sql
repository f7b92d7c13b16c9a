USE App;
GO
EXECUTE AS USER = 'clerk';
SELECT CustomerId, Name FROM CRMSRV.Crm.dbo.Customer;
--                           ^^^^^^^^^^^^^^^^^^^^^^^ information[linked-server-in-sandbox]: unless
REVERT;
GO
