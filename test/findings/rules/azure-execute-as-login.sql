CREATE DATABASE box CONTAINMENT = PARTIAL;
GO
USE box; EXECUTE AS LOGIN = 'amy';
--                          ^^^^^ error[azure-execute-as-login]: EXECUTE AS LOGIN is not available here.
