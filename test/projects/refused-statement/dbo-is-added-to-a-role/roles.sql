-- 15405: dbo is in no role and needs none.
CREATE DATABASE Library;
GO
USE Library;
GO
CREATE ROLE librarians;
GO
ALTER ROLE librarians ADD MEMBER dbo;
--                               ^^^ error[refused]: 15405
GO
