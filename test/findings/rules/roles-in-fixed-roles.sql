CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER counter;
--                             ^^^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'counter' is a member of db_owner, too.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_securityadmin ADD MEMBER counter;
--                                     ^^^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'counter' is a member of db_securityadmin, too.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
EXEC sp_addrolemember 'db_ddladmin', 'counter';
--                                   ^^^^^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'counter' is a member of db_ddladmin, too.

-- ----------------------------------------------------------------
CREATE ROLE doors; ALTER ROLE db_accessadmin ADD MEMBER doors;
--                                                      ^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'doors' is a member of db_accessadmin, too.
