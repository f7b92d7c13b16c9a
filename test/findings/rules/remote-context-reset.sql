CREATE USER amy FOR LOGIN amy;
GO
EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; SELECT a FROM far.db.dbo.t; REVERT;
--                                                                              ^^^^^^^^ information[linked-fixed-login]: 'amy' is 'reader' on far, whatever rights it has here.
--                                                                                                                                     ^^^^^^^^^^^^ information[remote-context-reset]: far runs this as 'reader', not as 'amy'.

-- ----------------------------------------------------------------
CREATE USER amy FOR LOGIN amy;
GO
EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x'; EXECUTE AS LOGIN = 'amy'; EXEC ('SELECT 1') AT far; REVERT;
--                                                                              ^^^^^^^^ information[linked-fixed-login]: 'amy' is 'reader' on far, whatever rights it has here.
--                                                                                                                                            ^^^ information[remote-context-reset]: far runs this as 'reader', not as 'amy'.

-- ----------------------------------------------------------------
EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'reader', 'x'; SELECT * FROM OPENQUERY(far, 'SELECT 1');
--                                                                             ^^^^^^^^ warning[linked-fixed-login]: Every login without a mapping of its own is 'reader' on far, whatever rights it has here.
--                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^ information[remote-context-reset]: far runs this as 'reader', not as 'sa'.
