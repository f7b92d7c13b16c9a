USE [master]
GO
/****** Object:  Database [Shop]    Script Date: 28/11/2026 10:11:12 ******/
CREATE DATABASE [Shop]
 CONTAINMENT = NONE
 ON  PRIMARY 
( NAME = N'Shop', FILENAME = N'C:\Program Files\Microsoft SQL Server\MSSQL16.MSSQLSERVER\MSSQL\DATA\Shop.mdf' , SIZE = 8192KB , MAXSIZE = UNLIMITED, FILEGROWTH = 65536KB )
 LOG ON 
( NAME = N'Shop_log', FILENAME = N'C:\Program Files\Microsoft SQL Server\MSSQL16.MSSQLSERVER\MSSQL\DATA\Shop_log.ldf' , SIZE = 8192KB , MAXSIZE = 2048GB , FILEGROWTH = 65536KB )
 WITH CATALOG_COLLATION = DATABASE_DEFAULT, LEDGER = OFF
GO
ALTER DATABASE [Shop] SET COMPATIBILITY_LEVEL = 160
GO
IF (1 = FULLTEXTSERVICEPROPERTY('IsFullTextInstalled'))
begin
EXEC [Shop].[dbo].[sp_fulltext_database] @action = 'enable'
end
GO
ALTER DATABASE [Shop] SET ANSI_NULL_DEFAULT OFF 
GO
ALTER DATABASE [Shop] SET TRUSTWORTHY OFF 
GO
ALTER DATABASE [Shop] SET DB_CHAINING OFF 
GO
ALTER DATABASE [Shop] SET QUERY_STORE = ON
GO
ALTER DATABASE [Shop] SET QUERY_STORE (OPERATION_MODE = READ_WRITE, CLEANUP_POLICY = (STALE_QUERY_THRESHOLD_DAYS = 30), DATA_FLUSH_INTERVAL_SECONDS = 900, INTERVAL_LENGTH_MINUTES = 60, MAX_STORAGE_SIZE_MB = 1000, QUERY_CAPTURE_MODE = AUTO, SIZE_BASED_CLEANUP_MODE = AUTO, MAX_PLANS_PER_QUERY = 200, WAIT_STATS_CAPTURE_MODE = ON)
GO
USE [Shop]
GO
/****** Object:  User [amy]    Script Date: 28/11/2026 10:11:12 ******/
CREATE USER [amy] WITHOUT LOGIN WITH DEFAULT_SCHEMA=[dbo]
GO
/****** Object:  DatabaseRole [clerks]    Script Date: 28/11/2026 10:11:12 ******/
CREATE ROLE [clerks]
GO
ALTER ROLE [clerks] ADD MEMBER [amy]
GO
GRANT CONNECT TO [amy] AS [dbo]
GO
GRANT VIEW ANY COLUMN ENCRYPTION KEY DEFINITION TO [public] AS [dbo]
GO
GRANT VIEW ANY COLUMN MASTER KEY DEFINITION TO [public] AS [dbo]
GO
/****** Object:  Schema [sales]    Script Date: 28/11/2026 10:11:12 ******/
CREATE SCHEMA [sales]
GO
/****** Object:  UserDefinedDataType [dbo].[Flag]    Script Date: 28/11/2026 10:11:12 ******/
CREATE TYPE [dbo].[Flag] FROM [bit] NOT NULL
GO
/****** Object:  Table [sales].[Orders]    Script Date: 28/11/2026 10:11:12 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [sales].[Orders](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[Total] [money] NOT NULL,
	[Paid] [dbo].[Flag] NOT NULL,
 CONSTRAINT [PK_Orders] PRIMARY KEY CLUSTERED 
(
	[Id] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = ON, ALLOW_PAGE_LOCKS = ON, OPTIMIZE_FOR_SEQUENTIAL_KEY = OFF) ON [PRIMARY]
) ON [PRIMARY]
GO
GRANT SELECT ON [sales].[Orders] TO [clerks] AS [dbo]
GO
DENY UPDATE ON [sales].[Orders] ([Total]) TO [clerks] AS [dbo]
GO
ALTER TABLE [sales].[Orders] ADD  CONSTRAINT [DF_Orders_Paid]  DEFAULT ((0)) FOR [Paid]
GO
/****** Object:  StoredProcedure [sales].[Pay]    Script Date: 28/11/2026 10:11:12 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE PROCEDURE [sales].[Pay] @id int
WITH EXECUTE AS OWNER
AS
UPDATE sales.Orders SET Paid = 1 WHERE Id = @id
GO
GRANT EXECUTE ON [sales].[Pay] TO [clerks] AS [dbo]
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Pays' , @level0type=N'SCHEMA',@level0name=N'sales', @level1type=N'PROCEDURE',@level1name=N'Pay'
GO
USE [master]
GO
ALTER DATABASE [Shop] SET  READ_WRITE 
GO
USE [Shop]
GO
EXECUTE AS USER = 'amy'
EXEC sales.Pay @id = 1
UPDATE sales.Orders SET Paid = 0
--     ^^^^^^^^^^^^ error[permission-denied]: Msg 229
REVERT
GO
