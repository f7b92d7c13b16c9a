CREATE DATABASE depot;
GO
USE depot;
CREATE TABLE dbo.Item (Id int);
GO
CREATE DATABASE sales;
GO
USE sales;
CREATE USER pumper WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);
--                                  ^^^^^^^^^^^^^^ warning[grantee-cannot-finish]: 'pumper' may execute this procedure, but is refused with Msg 916: The server principal "S-1-9-3-..." is not able to access the database "depot" under the current security context here: a frame of sales counts only there. Grant it to them, give the module an EXECUTE AS clause, or sign it with a certificate whose user holds the right.
GO
GRANT EXECUTE ON dbo.pump TO pumper;
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS 'pumper');
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[activation-sandbox]: The queue starts dbo.pump as 'pumper', who is refused with Msg 916: The server principal "S-1-9-3-..." is not able to access the database "depot" under the current security context: a frame of sales counts only there.

-- ----------------------------------------------------------------
CREATE DATABASE depot;
GO
CREATE DATABASE sales;
GO
USE sales;
GO
CREATE PROCEDURE dbo.pump AS INSERT depot.dbo.Item VALUES (1);
GO
CREATE QUEUE dbo.jobs;
GO
ALTER QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS OWNER);
--                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[activation-sandbox]: The queue starts dbo.pump as 'dbo', who is refused with Msg 916: The server principal "sa" is not able to access the database "depot" under the current security context: a frame of sales counts only there.

-- ----------------------------------------------------------------
CREATE DATABASE sales;
GO
USE sales;
GO
CREATE PROCEDURE dbo.pump AS SELECT * FROM sys.dm_os_wait_stats;
GO
CREATE QUEUE dbo.jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.pump, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[activation-sandbox]: The queue starts dbo.pump as 'dbo', who is refused VIEW SERVER PERFORMANCE STATE on SERVER: a frame of sales counts only there.
--                                                                                                    ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF: the queue starts the procedure as whoever creates or last altered the queue.
