-- Names made with NEWID(): each is another one, also where the same line runs again.
--# session: login=sa db=master
GO
DECLARE @i int = 0, @s nvarchar(200);
WHILE @i < 3 BEGIN
  SET @s = CONCAT(N'CREATE LOGIN [x', NEWID(), N'] WITH PASSWORD = ''x''');
  EXEC (@s);
  SET @i += 1;
END
GO
DECLARE @s nvarchar(200) = CONCAT(N'CREATE LOGIN [y', NEWID(), N'] WITH PASSWORD = ''x''');
EXEC (@s);
GO 3
DECLARE @s nvarchar(200) = CONCAT(N'CREATE LOGIN [y', NEWID(), N'] WITH PASSWORD = ''x''');
EXEC (@s);
GO
CREATE PROCEDURE dbo.mk AS
DECLARE @s nvarchar(200) = CONCAT(N'CREATE LOGIN [z', NEWID(), N'] WITH PASSWORD = ''x''');
EXEC (@s);
GO
EXEC dbo.mk;
EXEC dbo.mk;
GO
