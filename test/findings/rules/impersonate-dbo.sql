CREATE USER clerk WITHOUT LOGIN;
GO
GRANT IMPERSONATE ON USER::dbo TO clerk;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on dbo gives the whole database away to 'clerk'.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
GRANT CONTROL ON USER::dbo TO clerk;
--    ^^^^^^^ warning[impersonate-dbo]: CONTROL on dbo gives the whole database away to 'clerk'.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
ALTER ROLE db_owner ADD MEMBER keeper;
GRANT IMPERSONATE ON USER::keeper TO teller;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on keeper gives the whole database away to 'teller': 'keeper' is a member of db_owner.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
EXEC sp_addrolemember 'db_owner', 'keeper';
GRANT IMPERSONATE ON USER::keeper TO teller;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on keeper gives the whole database away to 'teller': 'keeper' is a member of db_owner.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT CONTROL TO keeper;
GRANT IMPERSONATE ON USER::keeper TO teller;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on keeper gives the whole database away to 'teller': 'keeper' holds CONTROL on the database.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT IMPERSONATE ON USER::keeper TO teller;
ALTER ROLE db_owner ADD MEMBER keeper;
--                             ^^^^^^ warning[impersonate-dbo]: 'teller' may impersonate 'keeper' and so owns the database, too: 'keeper' is a member of db_owner.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
CREATE USER teller WITHOUT LOGIN;
CREATE USER keeper WITHOUT LOGIN;
CREATE ROLE counter;
GRANT IMPERSONATE ON USER::dbo TO keeper;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on dbo gives the whole database away to 'keeper'.
GRANT IMPERSONATE ON USER::keeper TO teller;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on keeper gives the whole database away to 'teller': 'keeper' may impersonate 'dbo'.
