CREATE DATABASE Stage;
GO
USE Stage;
GO
CREATE USER etl WITHOUT LOGIN;
CREATE ROLE loaders;
CREATE ROLE readers;
ALTER ROLE loaders ADD MEMBER etl;
GO
CREATE SCHEMA stage;
GO
CREATE TABLE stage.Customer (CustomerId int NOT NULL, Name nvarchar(200) NOT NULL);
GO
CREATE PROCEDURE stage.Reload
AS
BEGIN
    SET NOCOUNT ON;
    TRUNCATE TABLE stage.Customer;
    UPDATE STATISTICS stage.Customer;
END;
GO
CREATE PROCEDURE stage.Browse
AS
    EXEC (N'SELECT CustomerId, Name FROM stage.Customer');
GO
GRANT ALTER ON SCHEMA::stage TO loaders;
GRANT EXECUTE ON OBJECT::stage.Reload TO loaders;
GRANT SELECT ON SCHEMA::stage TO readers;
GRANT EXECUTE ON OBJECT::stage.Browse TO readers;
GO
