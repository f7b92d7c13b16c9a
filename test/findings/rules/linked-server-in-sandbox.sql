CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; SELECT a FROM far.db.dbo.t;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                                       ^^^^^^^^^^^^ error[linked-server-in-sandbox]: 'clerk' cannot leave warehouse for another server. Msg 15274: Access to the remote server is denied because the current security context is not trusted.
