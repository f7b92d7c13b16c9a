USE warehouse;
GO
EXECUTE AS USER = 'db_datareader';
--                ^^^^^^^^^^^^^^^ error[not-impersonable]: 'db_datareader' is a role: it cannot be impersonated. Msg 15517: Cannot execute as the database principal because the principal "db_datareader" does not exist, this type of principal cannot be impersonated, or you do not have permission.
