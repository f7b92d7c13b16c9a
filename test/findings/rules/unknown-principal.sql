CREATE DATABASE warehouse;
GO
USE warehouse;
GO
EXECUTE AS USER = 'clark';
--                ^^^^^^^ error[unknown-principal]: There is no user 'clark' here. Msg 15517: Cannot execute as the database principal because the principal "clark" does not exist, this type of principal cannot be impersonated, or you do not have permission.
