CREATE DATABASE shop;
GO
USE shop;
GO
IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20260101120000_Users'
)
BEGIN
    EXEC(N'CREATE USER clerk WITHOUT LOGIN;');
    CREATE TABLE [dbo].[Orders] ([Id] int NOT NULL);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20260101120000_Users'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20260101120000_Users', N'9.0.0');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20260201120000_Report'
)
BEGIN
    EXEC(N'CREATE PROCEDURE [dbo].[Report] AS SELECT [Id] FROM [dbo].[Orders];');
    EXEC(N'GRANT EXECUTE ON [dbo].[Report] TO clerk;');
END;

COMMIT;
GO
