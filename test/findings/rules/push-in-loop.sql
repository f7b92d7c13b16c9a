CREATE USER clerk WITHOUT LOGIN;
GO
DECLARE @i int = CHECKSUM(NEWID()); WHILE @i < 3 BEGIN EXECUTE AS USER = 'clerk'; SET @i += CHECKSUM(NEWID()); END;
--                                  ^^^^^ warning[push-in-loop]: Each round of this loop can leave another frame on the stack.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk'; SELECT 1;
--^^^^^^^^^^^^^^^^^^^^^^^ warning[push-in-loop]: Each round of this batch leaves another frame on the stack.
GO 4
