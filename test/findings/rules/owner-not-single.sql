USE warehouse;
GO
CREATE ROLE staff;
GO
CREATE SCHEMA staffonly AUTHORIZATION staff;
GO
CREATE PROCEDURE staffonly.p WITH EXECUTE AS OWNER AS SELECT 1;
--                                ^^^^^^^^^^^^^^^^ warning[owner-not-single]: The owner is 'staff', a role: the module can be created, but each call is refused (15517).
GO
EXEC staffonly.p;
--^^^^^^^^^^^^^^ error[owner-not-single]: The module cannot run as 'staff'. Msg 15517: Cannot execute as the database principal because the principal "staff" does not exist, this type of principal cannot be impersonated, or you do not have permission.
