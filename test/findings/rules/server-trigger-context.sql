CREATE TRIGGER made ON ALL SERVER WITH EXECUTE AS 'sa' FOR CREATE_DATABASE AS PRINT 'made';
--                                     ^^^^^^^^^^^^^^^ information[server-trigger-context]: The trigger runs as login 'sa', at the server: no database limits it.

-- ----------------------------------------------------------------
CREATE TRIGGER hello ON ALL SERVER WITH EXECUTE AS SELF FOR LOGON AS PRINT 'hello';
--                                      ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF runs as whoever creates or last altered the module.
--                                      ^^^^^^^^^^^^^^^ information[server-trigger-context]: The trigger runs as the login that creates it, at the server: no database limits it.
