-- What is pushed must be reverted, once, in the right database (rulebook REV-*).
CREATE DATABASE shop;
GO
USE shop;
CREATE USER clerk WITHOUT LOGIN;
GO
REVERT;
--^^^^ information[revert-without-frame]: REVERT does nothing here: no impersonation is in effect.
GO
EXECUTE AS USER = 'clerk' WITH NO REVERT;
REVERT;
--^^^^ error[revert-after-no-revert]: The frame was pushed WITH NO REVERT. Msg 15196: The current security context is non-revertible. The "Revert" statement failed.
GO
--# session: login=sa db=shop
EXECUTE AS USER = 'clerk';
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect where the next connection begins.
USE master;
REVERT;
--^^^^ error[revert-wrong-database]: The frame was pushed in shop; it cannot be reverted in master. Msg 15199: The current security context cannot be reverted. Please switch to the original database where 'Execute As' was called and try it again.
GO
--# session: login=sa db=shop
DECLARE @x int = CHECKSUM(NEWID());
IF @x > 0
--^ warning[branch-unbalanced]: The branches of this IF leave different contexts behind: 'dbo' (nothing pushed) or 'clerk'.
    EXECUTE AS USER = 'clerk';
--  ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
SELECT 1;
