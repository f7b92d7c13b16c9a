-- 15161: the role is till, the call says tills.
CREATE DATABASE Kiosk;
GO
USE Kiosk;
GO
CREATE APPLICATION ROLE till WITH PASSWORD = 'Till#Secret#1';
--                      ^^^^ warning[approle-literal-password]
GO
DECLARE @cookie varbinary(8000);
EXEC sys.sp_setapprole 'tills', 'Till#Secret#1', @fCreateCookie = true, @cookie = @cookie OUTPUT;
--                              ^^^^^^^^^^^^^^^ warning[approle-literal-password]
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: 15161
GO
