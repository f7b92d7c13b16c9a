CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @a int = CHECKSUM(NEWID()); IF @a = 1 EXECUTE AS USER = 'clerk'; SELECT 1; REVERT;
--                                  ^^ warning[branch-unbalanced]: The branches of this IF leave different contexts behind: 'dbo' (nothing pushed) or 'clerk'.
