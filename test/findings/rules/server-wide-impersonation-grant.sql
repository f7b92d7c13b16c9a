USE master; GRANT CONTROL SERVER TO amy;
--                ^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER reaches every login of the server.

-- ----------------------------------------------------------------
ALTER SERVER ROLE securityadmin ADD MEMBER amy;
--                                         ^^^ warning[server-wide-impersonation-grant]: securityadmin grants server permissions and resets the passwords of logins.
