EXECUTE AS USER = 'clerk'; EXEC ('REVERT');
--^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
--                         ^^^^^^^^^^^^^^^ warning[revert-in-string]: In the string: REVERT does nothing here: it never leaves a frame that was pushed outside the string.

-- ----------------------------------------------------------------
EXEC sp_executesql N'SELECT 1; REVERT';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[revert-in-string]: In the string: REVERT does nothing here: nothing is pushed.
