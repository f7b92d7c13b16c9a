CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS SELECT 1;
--                          ^^^^^^^^^^^^^^^^^ hint[redundant-caller]: EXECUTE AS CALLER is what a module does without a clause.
