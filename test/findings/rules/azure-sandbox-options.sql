USE warehouse;
--  ^^^^^^^^^ error[azure-sandbox-options]: USE cannot change the database in Azure SQL Database. Msg 40508: USE statement is not supported to switch between databases. Use a new connection to connect to a different database.

-- ----------------------------------------------------------------
SELECT item FROM warehouse.dbo.Stock;
--               ^^^^^^^^^^^^^^^^^^^ error[azure-sandbox-options]: Azure SQL Database has no names of another database. Msg 40515: Reference to database and/or server name in 'warehouse' is not supported in this version of SQL Server.

-- ----------------------------------------------------------------
ALTER DATABASE shop SET TRUSTWORTHY ON;
--             ^^^^ error[azure-sandbox-options]: Azure SQL Database has no TRUSTWORTHY and no DB_CHAINING.
