CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT;
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                                        ^^^^^^ error[cookie-mismatch]: The frame was pushed with a cookie, which REVERT has to name. Msg 15591: The current security context cannot be reverted using this statement. A cookie may or may not be needed with 'Revert' statement depending on how the context was set with 'Execute As' statement.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk'; REVERT WITH COOKIE = @c;
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                    ^^^^^^^^^^^^^^^^^^^^^^^ error[cookie-mismatch]: The frame was pushed without a cookie. Msg 15591: The current security context cannot be reverted using this statement. A cookie may or may not be needed with 'Revert' statement depending on how the context was set with 'Execute As' statement.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @c varbinary(100), @d varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; REVERT WITH COOKIE = @d;
--                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^ error[cookie-mismatch]: This is not the cookie of the frame. Msg 15591: The current security context cannot be reverted using this statement. A cookie may or may not be needed with 'Revert' statement depending on how the context was set with 'Execute As' statement.
