-- Whoever the clerk is: the frame is still there when the script ends.
USE App;
GO
EXECUTE AS USER = 'clerk';
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]:
SELECT OrderId, Total FROM dbo.Orders;
GO
