CREATE USER clerk WITHOUT LOGIN;
GO
EXEC ('EXECUTE AS USER = ''clerk''');
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[context-ends-with-string]: The string ends with EXECUTE AS: the impersonation ends there too.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
EXEC sp_executesql N'EXECUTE AS USER = ''clerk''';
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[context-ends-with-string]: The string ends with EXECUTE AS: the impersonation ends there too.
