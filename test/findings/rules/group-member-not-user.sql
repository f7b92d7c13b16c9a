CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXECUTE AS USER = 'CORP\bob'; REVERT;
--                ^^^^^^^^^^ warning[group-member-not-user]: 'CORP\bob' is no principal of its own here: the server asks Windows for it, which may fail.
