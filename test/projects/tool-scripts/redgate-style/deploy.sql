CREATE DATABASE [Shop]
GO
USE [Shop]
GO
/*
Run this script on a database to make it the same as another one.
*/
SET NUMERIC_ROUNDABORT OFF
GO
SET ANSI_PADDING, ANSI_WARNINGS, CONCAT_NULL_YIELDS_NULL, ARITHABORT, QUOTED_IDENTIFIER, ANSI_NULLS ON
GO
SET XACT_ABORT ON
GO
SET TRANSACTION ISOLATION LEVEL Serializable
GO
BEGIN TRANSACTION
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
PRINT N'Creating role app_reader'
GO
CREATE ROLE [app_reader]
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
CREATE USER [reader] WITHOUT LOGIN
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
ALTER ROLE [app_reader] ADD MEMBER [reader]
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
PRINT N'Creating [dbo].[Orders]'
GO
CREATE TABLE [dbo].[Orders] ([Id] [int] NOT NULL)
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
GRANT SELECT ON [dbo].[Orders] TO [app_reader]
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
COMMIT TRANSACTION
GO
IF @@ERROR <> 0 SET NOEXEC ON
GO
-- This statement writes to the log so that a monitor can see the deployment
DECLARE @Success AS BIT
SET @Success = 1
SET NOEXEC OFF
IF (@Success = 1) PRINT 'The database update succeeded'
ELSE BEGIN
	IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION
	PRINT 'The database update failed'
END
GO
EXECUTE AS USER = 'reader'
--^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]
SELECT [Id] FROM [dbo].[Orders]
UPDATE [dbo].[Orders] SET [Id] = 1
--     ^^^^^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT
GO
