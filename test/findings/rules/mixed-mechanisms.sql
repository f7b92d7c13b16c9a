CREATE USER clerk WITHOUT LOGIN;
GO
SETUSER 'clerk'; REVERT;
--^^^^^^^^^^^^^ warning[setuser-deprecated]: SETUSER is deprecated: use EXECUTE AS USER and REVERT.
--               ^^^^^^ error[mixed-mechanisms]: The context was set by SETUSER; REVERT does not leave it. Msg 15357: The current security context was set by "SetUser". It cannot be reverted by statement "Revert".
