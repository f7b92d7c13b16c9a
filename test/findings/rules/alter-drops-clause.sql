CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;
GO
ALTER PROCEDURE dbo.AsClerk AS SELECT 1;
--              ^^^^^^^^^^^ warning[alter-drops-clause]: AsClerk ran as 'clerk'; without the clause it runs as its caller.
