CREATE USER clerk WITHOUT LOGIN;
GO
SETUSER 'clerk'; USE warehouse;
--^^^^^^^^^^^^^ warning[setuser-deprecated]: SETUSER is deprecated: use EXECUTE AS USER and REVERT.
--                   ^^^^^^^^^ error[use-under-approle]: SETUSER pins the session to its database. Msg 505: The current user account was invoked with SETUSER or SP_SETAPPROLE. Changing databases is not allowed.
