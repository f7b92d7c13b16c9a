-- sentence: 6
CREATE DATABASE shop;
GO
USE shop;
CREATE TABLE dbo.Notes (note nvarchar(260));
GO
CREATE PROCEDURE dbo.TryFinally @path nvarchar(260) AS EXTERNAL NAME [right].[Right].TryFinally;
GO
