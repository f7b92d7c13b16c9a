ALTER DATABASE shop SET DB_CHAINING ON;
--                      ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.
