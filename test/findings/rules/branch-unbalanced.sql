CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;
--                                  ^^ warning[branch-unbalanced]: The branches of this IF leave different contexts behind: 'dbo' (nothing pushed) or 'clerk'.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p @a int AS EXECUTE AS USER = 'clerk'; IF @a = 1 GOTO done; REVERT; done: SELECT 1;
--                               ^^^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]: This impersonation is still in effect at the end of the module, which ends it.
--                                                                    ^^^^^^^^^ warning[branch-unbalanced]: Different contexts meet at done, where this GOTO leads: the caller (nothing pushed) or 'clerk'.
