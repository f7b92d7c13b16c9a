CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk' WITH NO REVERT; REVERT;
--                                        ^^^^^^ error[revert-after-no-revert]: The frame was pushed WITH NO REVERT. Msg 15196: The current security context is non-revertible. The "Revert" statement failed.
