GRANT IMPERSONATE ON USER::dbo TO clerk;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on dbo gives the whole database away.
