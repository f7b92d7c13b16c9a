-- 15007: the login is renewed, and the user for it comes too early.
CREATE LOGIN web_app WITH PASSWORD = 'Web#App#Old#1';
CREATE DATABASE Portal;
GO
DROP LOGIN web_app;
GO
USE Portal;
GO
CREATE USER web_app FOR LOGIN web_app;
--                            ^^^^^^^ error[refused]: 15007
GO
CREATE LOGIN web_app WITH PASSWORD = 'Web#App#New#2';
GO
