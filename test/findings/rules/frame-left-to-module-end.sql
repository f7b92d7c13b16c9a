CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = 'clerk'; SELECT 1; END;
--                              ^^^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]: This impersonation is still in effect at the end of the module, which ends it.
