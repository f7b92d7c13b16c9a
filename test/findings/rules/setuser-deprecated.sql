SETUSER 'clerk'; SETUSER;
--^^^^^^^^^^^^^ warning[setuser-deprecated]: SETUSER is deprecated: use EXECUTE AS USER and REVERT.
