ALTER DATABASE shop SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
