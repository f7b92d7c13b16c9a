GRANT CONNECT TO guest;
--               ^^^^^ warning[guest-enabled]: guest with CONNECT lets every login of the server into the database.

-- ----------------------------------------------------------------
GRANT SELECT, CONNECT TO guest;
--                       ^^^^^ warning[guest-enabled]: guest with CONNECT lets every login of the server into the database.

-- ----------------------------------------------------------------
CREATE ROLE staff;
GO
ALTER ROLE staff ADD MEMBER guest;
--                          ^^^^^ warning[guest-enabled]: guest in 'staff' gives what the role holds to everybody who enters as guest.

-- ----------------------------------------------------------------
EXEC sp_addrolemember 'db_datareader', 'guest';
--                                     ^^^^^^^ warning[guest-enabled]: guest in 'db_datareader' gives what the role holds to everybody who enters as guest.

-- ----------------------------------------------------------------
EXEC sp_adduser 'guest';
--              ^^^^^^^ warning[guest-enabled]: guest with CONNECT lets every login of the server into the database.
