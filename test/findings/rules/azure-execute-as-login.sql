CREATE DATABASE box CONTAINMENT = PARTIAL;
GO
USE box; EXECUTE AS LOGIN = 'amy';
--                          ^^^^^ error[azure-execute-as-login]: EXECUTE AS LOGIN is not available here.

-- ----------------------------------------------------------------
CREATE DATABASE box CONTAINMENT = PARTIAL;
GO
USE box; EXEC ('SELECT 1') AS LOGIN = 'amy';
--                                    ^^^^^ error[azure-execute-as-login]: EXECUTE AS LOGIN is not available here.
