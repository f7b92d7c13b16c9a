ALTER DATABASE shop SET DB_CHAINING ON;
--                      ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.

-- ----------------------------------------------------------------
CREATE DATABASE linked WITH DB_CHAINING ON;
--                          ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.

-- ----------------------------------------------------------------
EXEC sp_configure 'cross db ownership chaining', 1;
--                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[db-chaining-on]: 'cross db ownership chaining' lets ownership chains cross from every database to every other.

-- ----------------------------------------------------------------
EXEC sys.sp_configure @configname = 'cross db', @configvalue = 1;
--                                  ^^^^^^^^^^ warning[db-chaining-on]: 'cross db ownership chaining' lets ownership chains cross from every database to every other.
