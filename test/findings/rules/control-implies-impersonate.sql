CREATE USER clerk WITHOUT LOGIN;
CREATE USER idle WITHOUT LOGIN;
GO
GRANT CONTROL ON USER::idle TO clerk;
--    ^^^^^^^ warning[control-implies-impersonate]: CONTROL on idle holds IMPERSONATE, too: 'clerk' can act as 'idle'.

-- ----------------------------------------------------------------
USE master; GRANT CONTROL ON LOGIN::amy_login TO amy;
--                ^^^^^^^ warning[control-implies-impersonate]: CONTROL on amy_login holds IMPERSONATE, too: 'amy' can act as 'amy_login'.
