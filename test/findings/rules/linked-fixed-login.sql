EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'sa', 'x';
--                                                                             ^^^^ warning[linked-fixed-login]: Every login without a mapping of its own is 'sa' on far, who may do everything there.

-- ----------------------------------------------------------------
EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin @rmtsrvname = 'far', @useself = 'FALSE', @locallogin = NULL, @rmtuser = 'reader', @rmtpassword = 'x';
--                                                                                                                               ^^^^^^^^ warning[linked-fixed-login]: Every login without a mapping of its own is 'reader' on far, whatever rights it has here.

-- ----------------------------------------------------------------
EXEC sp_addlinkedserver 'far'; EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'sa', 'x';
--                                                                              ^^^^ warning[linked-fixed-login]: 'amy' is 'sa' on far, who may do everything there.
