-- The script lost an EXECUTE AS on the way.
CREATE DATABASE Twice;
GO
USE Twice;
GO
CREATE USER guest_writer WITHOUT LOGIN;
GO
EXECUTE AS USER = 'guest_writer';
SELECT USER_NAME() AS Who;
REVERT;
SELECT USER_NAME() AS Who;
REVERT;
--^^^^ information[revert-without-frame]:
GO
