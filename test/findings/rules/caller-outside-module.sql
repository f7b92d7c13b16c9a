EXECUTE AS CALLER;
--^^^^^^^^^^^^^^^ information[caller-outside-module]: EXECUTE AS CALLER does nothing outside a module.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.p AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;
--                              ^^^^^^^^^^^^^^^^^ information[caller-outside-module]: This module runs as its caller: EXECUTE AS CALLER changes nothing.

-- ----------------------------------------------------------------
CREATE PROCEDURE dbo.p WITH EXECUTE AS CALLER AS BEGIN EXECUTE AS CALLER; SELECT 1; REVERT; END;
--                          ^^^^^^^^^^^^^^^^^ hint[redundant-caller]: EXECUTE AS CALLER is what a module does without a clause.
--                                                     ^^^^^^^^^^^^^^^^^ information[caller-outside-module]: This module runs as its caller: EXECUTE AS CALLER changes nothing.
