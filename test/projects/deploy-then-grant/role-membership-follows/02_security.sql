USE Orders;
GO
CREATE ROLE app_operators;
ALTER ROLE db_ddladmin ADD MEMBER maint_user;
GRANT EXECUTE ON OBJECT::dbo.RebuildOrderLine TO app_operators;
GO
