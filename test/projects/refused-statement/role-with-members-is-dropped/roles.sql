-- 15144: first the members, then the role.
CREATE DATABASE Museum;
GO
USE Museum;
GO
CREATE USER guide WITHOUT LOGIN;
CREATE ROLE guides;
ALTER ROLE guides ADD MEMBER guide;
GO
DROP ROLE guides;
--        ^^^^^^ error[refused]: 15144
GO
ALTER ROLE guides DROP MEMBER guide;
DROP ROLE guides;
GO
