-- Nobody declares what is in App; the old ways to switch keep the name in the script as EXECUTE AS does.
--# session: login=sa db=App
ALTER QUEUE dbo.Incoming WITH STATUS = ON;
GO
SETUSER 'clerk';
--^^^^^^^^^^^^^^ warning[setuser-deprecated]: SETUSER
USE Other;
--  ^^^^^ error[use-under-approle]: 505
SETUSER;
GO
