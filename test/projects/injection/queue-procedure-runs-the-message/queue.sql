-- A worker runs what it is sent, as the user of the queue.
CREATE DATABASE Works;
GO
USE Works;
GO
CREATE USER worker WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.Work
AS
BEGIN
    DECLARE @message nvarchar(max);
    RECEIVE TOP (1) @message = message_body FROM dbo.Orders;
    EXEC (@message);
--        ^^^^^^^^ warning[injection-under-elevation]: A message of the queue gets into the text that EXEC runs as 'worker', for the queue Orders.
END;
GO
CREATE PROCEDURE dbo.WorkByList
AS
BEGIN
    DECLARE @message nvarchar(max);
    RECEIVE TOP (1) @message = message_body FROM dbo.Orders;
    IF @message NOT IN (N'rebuild', N'shrink') RETURN;
    EXEC (N'EXEC dbo.' + @message);
END;
GO
CREATE QUEUE dbo.Orders WITH ACTIVATION (PROCEDURE_NAME = dbo.Work, MAX_QUEUE_READERS = 1, EXECUTE AS 'worker');
CREATE QUEUE dbo.Listed WITH ACTIVATION (PROCEDURE_NAME = dbo.WorkByList, MAX_QUEUE_READERS = 1, EXECUTE AS 'worker');
GO
GRANT RECEIVE ON dbo.Orders TO worker;
GRANT EXECUTE ON dbo.Work TO worker;
GRANT EXECUTE ON dbo.WorkByList TO worker;
GO
