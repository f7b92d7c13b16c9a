-- Who starts this, and where, is not said: the login is gone all the same.
CREATE LOGIN lo WITH PASSWORD = 'Lo#Password#12';
GO
DROP LOGIN lo;
GO
EXECUTE AS LOGIN = 'lo';
--                 ^^^^ error[unknown-principal]: There is no login 'lo' here.
REVERT;
GO
