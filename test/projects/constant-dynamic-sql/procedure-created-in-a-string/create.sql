-- CREATE PROCEDURE must stand first in its batch, so conditional deployments put it into a string.
CREATE DATABASE Letters;
GO
USE Letters;
GO
IF OBJECT_ID(N'dbo.SendLetter', N'P') IS NULL
    EXEC (N'CREATE PROCEDURE dbo.SendLetter WITH EXECUTE AS SELF AS SELECT USER_NAME() AS Who;');
--  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[execute-as-self]: SELF
GO
