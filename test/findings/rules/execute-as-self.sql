CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;
--                          ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF runs as whoever creates or last altered the module.
