DECLARE @c int; EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @c;
--                                             ^^^^^^^^^^^^^^ error[cookie-variable-type]: @c is no varbinary, so it holds no cookie. Msg 15533: Invalid data type is supplied in the 'Execute As' statement.

-- ----------------------------------------------------------------
DECLARE @c varbinary(100), @d varchar(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;
--                                                                                                              ^^ error[cookie-variable-type]: @d is no varbinary, so it holds no cookie. Msg 15533: Invalid data type is supplied in the 'Revert' statement.

-- ----------------------------------------------------------------
DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = 0x01;
--                                                                                             ^^^^ error[cookie-variable-type]: This is no variable, so it holds no cookie. Msg 15533: Invalid data type is supplied in the 'Revert' statement.
