-- 15174: the developer made the database, so it belongs to him.
--# session: login=sa db=master
CREATE LOGIN old_dev WITH PASSWORD = 'Old#Dev#1';
CREATE DATABASE Prototype;
GO
ALTER AUTHORIZATION ON DATABASE::Prototype TO old_dev;
GO
DROP LOGIN old_dev;
--         ^^^^^^^ error[refused]: 15174
GO
ALTER AUTHORIZATION ON DATABASE::Prototype TO sa;
DROP LOGIN old_dev;
GO
