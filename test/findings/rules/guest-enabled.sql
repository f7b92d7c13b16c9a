GRANT CONNECT TO guest;
--               ^^^^^ warning[guest-enabled]: guest with CONNECT lets every login of the server into the database.
