CREATE FUNCTION dbo.f() RETURNS TABLE WITH EXECUTE AS OWNER AS RETURN (SELECT 1 AS a);
--                                         ^^^^^^^^^^^^^^^^ error[clause-not-allowed]: An inline table-valued function has no EXECUTE AS clause.

-- ----------------------------------------------------------------
CREATE TRIGGER made ON DATABASE WITH EXECUTE AS OWNER FOR CREATE_TABLE AS PRINT 'made';
--                                   ^^^^^^^^^^^^^^^^ error[clause-not-allowed]: A DDL trigger has no EXECUTE AS OWNER. Msg 1083: OWNER is not a valid option for EXECUTE AS in the context of server and database level triggers.
