-- USE in between: REVERT works only where EXECUTE AS was.
--# session: login=sa db=master
CREATE LOGIN roamer WITH PASSWORD = 'Roamer#Pw#1';
CREATE DATABASE East;
CREATE DATABASE West;
GO
USE West;
CREATE USER roamer FOR LOGIN roamer;
GO
USE East;
CREATE USER roamer FOR LOGIN roamer;
GO
EXECUTE AS LOGIN = 'roamer';
USE West;
SELECT USER_NAME() AS Who;
REVERT;
--^^^^ error[revert-wrong-database]: 15199
GO
USE East;
REVERT;
--^^^^ information[revert-in-later-batch]
GO
