CREATE PROCEDURE dbo.p AS EXECUTE AS USER = 'clerk' WITH NO REVERT;
--                                                       ^^^^^^^^^ error[adhoc-only-option]: NO REVERT can be used only at the ad hoc level, not in a module or in dynamic SQL. Msg 15590: Can only use the 'No Revert' or 'Cookie' options with the 'Execute As' statement at the adhoc level.

-- ----------------------------------------------------------------
EXEC ('EXECUTE AS USER = ''clerk'' WITH NO REVERT');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[adhoc-only-option]: In the string: NO REVERT can be used only at the ad hoc level, not in a module or in dynamic SQL. Msg 15590: Can only use the 'No Revert' or 'Cookie' options with the 'Execute As' statement at the adhoc level.
