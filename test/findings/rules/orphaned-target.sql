USE warehouse;
GO
CREATE USER orphan FOR LOGIN gone;
DROP LOGIN gone;
GO
EXECUTE AS USER = 'orphan';
--                ^^^^^^^^ error[orphaned-target]: The login of user 'orphan' is gone. Msg 15517: Cannot execute as the database principal because the principal "orphan" does not exist, this type of principal cannot be impersonated, or you do not have permission.
