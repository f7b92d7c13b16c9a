-- Two procedures with the same hole; one of them is signed by a key that has a user, the other by one that has nobody.
CREATE DATABASE Depot;
GO
USE Depot;
GO
CREATE SCHEMA stock;
GO
CREATE SCHEMA ops;
GO
CREATE CERTIFICATE EmptyKey ENCRYPTION BY PASSWORD = 'pa55!' WITH SUBJECT = 'empties tables';
CREATE CERTIFICATE SpareKey ENCRYPTION BY PASSWORD = 'pa55!' WITH SUBJECT = 'is for nothing yet';
CREATE USER EmptyKeyUser FOR CERTIFICATE EmptyKey;
GRANT ALTER ON SCHEMA::stock TO EmptyKeyUser;
GO
