USE master; GRANT CONTROL SERVER TO amy;
--                ^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER reaches every login of the server; 'amy' would hold it.

-- ----------------------------------------------------------------
USE master; GRANT IMPERSONATE ANY LOGIN TO amy;
--                ^^^^^^^^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: IMPERSONATE ANY LOGIN reaches every login of the server; 'amy' would hold it.

-- ----------------------------------------------------------------
USE master; GRANT ALTER ANY LOGIN TO amy;
--                ^^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: ALTER ANY LOGIN reaches every login of the server; 'amy' would hold it.

-- ----------------------------------------------------------------
ALTER SERVER ROLE securityadmin ADD MEMBER amy;
--                                         ^^^ warning[server-wide-impersonation-grant]: securityadmin grants server permissions and resets the passwords of logins; 'amy' would do so.

-- ----------------------------------------------------------------
ALTER SERVER ROLE sysadmin ADD MEMBER amy;
--                                    ^^^ warning[server-wide-impersonation-grant]: 'amy' may do everything on the server.

-- ----------------------------------------------------------------
EXEC sp_addsrvrolemember 'amy', 'sysadmin';
--                       ^^^^^ warning[server-wide-impersonation-grant]: 'amy' may do everything on the server.

-- ----------------------------------------------------------------
EXEC master..sp_addsrvrolemember @rolename = 'securityadmin', @loginame = 'amy';
--                                                                        ^^^^^ warning[server-wide-impersonation-grant]: securityadmin grants server permissions and resets the passwords of logins; 'amy' would do so.

-- ----------------------------------------------------------------
USE master; CREATE SERVER ROLE chiefs; GRANT CONTROL SERVER TO chiefs; ALTER SERVER ROLE chiefs ADD MEMBER amy;
--                                           ^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER reaches every login of the server; 'chiefs' would hold it.
--                                                                                                         ^^^ warning[server-wide-impersonation-grant]: 'amy' is as good as a sysadmin in 'chiefs', which holds CONTROL SERVER.
