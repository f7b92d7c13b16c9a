CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; SELECT 1;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
