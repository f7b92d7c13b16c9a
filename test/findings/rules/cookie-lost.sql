CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c; SET @c = 0x01; REVERT WITH COOKIE = @c;
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                                                        ^^^^^^^^^^^^^ error[cookie-lost]: @c holds the cookie of a frame that is still in effect.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @c varbinary(100); EXECUTE AS USER = 'clerk' WITH COOKIE INTO @c;
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
GO
DECLARE @c varbinary(100); REVERT WITH COOKIE = @c;
--                         ^^^^^^^^^^^^^^^^^^^^^^^ error[cookie-lost]: @c is a new variable here: the cookie of the frame was lost with the batch of its EXECUTE AS. Msg 15591: The current security context cannot be reverted using this statement. A cookie may or may not be needed with 'Revert' statement depending on how the context was set with 'Execute As' statement.
