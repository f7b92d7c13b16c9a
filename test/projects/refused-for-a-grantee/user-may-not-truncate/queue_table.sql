-- The batch user has every right on the rows, and none to TRUNCATE.
CREATE DATABASE Batches;
GO
USE Batches;
GO
CREATE USER batch_user WITHOUT LOGIN;
CREATE TABLE dbo.WorkItem (WorkItemId int IDENTITY PRIMARY KEY, Payload nvarchar(max) NULL);
GO
CREATE PROCEDURE dbo.StartOver
AS
BEGIN
    SET NOCOUNT ON;
    TRUNCATE TABLE dbo.WorkItem;
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: batch_user
END;
GO
GRANT SELECT, INSERT, UPDATE, DELETE ON OBJECT::dbo.WorkItem TO batch_user;
GRANT EXECUTE ON OBJECT::dbo.StartOver TO batch_user;
GO
