CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXECUTE AS USER = '[clerk]';
--                ^^^^^^^^^ error[quoted-principal-name]: The brackets in '[clerk]' are part of the name. There is no such user. Msg 15517: Cannot execute as the database principal because the principal "[clerk]" does not exist, this type of principal cannot be impersonated, or you do not have permission.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXEC ('SELECT 1') AS USER = '[clerk]';
--                          ^^^^^^^^^ error[quoted-principal-name]: The brackets in '[clerk]' are part of the name. There is no such user. Msg 15517: Cannot execute as the database principal because the principal "[clerk]" does not exist, this type of principal cannot be impersonated, or you do not have permission.

-- ----------------------------------------------------------------
CREATE DATABASE warehouse;
GO
USE warehouse;
GO
CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS USER = '[clerk]'; REVERT; END;
--                                                ^^^^^^^^^ error[quoted-principal-name]: The brackets in '[clerk]' are part of the name. There is no such user. Msg 15517: Cannot execute as the database principal because the principal "[clerk]" does not exist, this type of principal cannot be impersonated, or you do not have permission.
