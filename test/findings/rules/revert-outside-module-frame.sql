CREATE PROCEDURE dbo.p WITH EXECUTE AS 'clerk' AS REVERT;
--                                                ^^^^^^ warning[revert-outside-module-frame]: REVERT does not leave the frame of the module's own EXECUTE AS clause.
