USE Press;
GO
EXECUTE AS USER = 'printer';
SETUSER;
--^^^^^ information[mixed-mechanisms]: SETUSER does not leave it
REVERT;
GO
DECLARE @c varbinary(8000);
EXECUTE AS USER = 'printer' WITH COOKIE INTO @c;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]
SELECT @c = 0x00;
--^^^^^^^^^^^^^^ error[cookie-lost]: @c holds the cookie
REVERT WITH COOKIE = @c;
--^^^^^^^^^^^^^^^^^^^^^^ error[cookie-mismatch]: not the cookie
GO
