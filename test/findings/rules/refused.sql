CREATE DATABASE warehouse;
GO
USE warehouse;
GO
GRANT SELECT ON OBJECT::dbo.Nowhere TO clerk;
--              ^^^^^^^^^^^^^^^^^^^ error[refused]: There is no object 'Nowhere'. Msg 15151: Cannot find the object 'Nowhere', because it does not exist or you do not have permission.

-- ----------------------------------------------------------------
USE warehouse;
GO
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE USER clerk WITHOUT LOGIN;
--          ^^^^^ error[refused]: There is a user 'clerk' already. Msg 15023: User, group, or role 'clerk' already exists in the current database.

-- ----------------------------------------------------------------
USE warehouse;
GO
GRANT VIEW SERVER STATE TO amy;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: Permissions on the server are kept in master. Msg 4621: Permissions at the server scope can only be granted when the current database is master

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXEC ('DROP ROLE nobodys');
--^^^^^^^^^^^^^^^^^^^^^^^^ error[refused]: In the string: There is no role 'nobodys'. Msg 15151: Cannot drop the role 'nobodys', because it does not exist or you do not have permission.
