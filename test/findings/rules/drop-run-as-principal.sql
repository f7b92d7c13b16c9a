CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.AsClerk WITH EXECUTE AS 'clerk' AS SELECT 1;
GO
DROP USER clerk;
--        ^^^^^ error[drop-run-as-principal]: A module, trigger or queue runs as this principal. Msg 15136: The database principal is set as the execution context of one or more procedures, functions, or event notifications and cannot be dropped.
