CREATE PROCEDURE dbo.p WITH EXECUTE AS SELF AS SELECT 1;
--                          ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF runs as whoever creates or last altered the module.

-- ----------------------------------------------------------------
CREATE QUEUE dbo.q WITH ACTIVATION (PROCEDURE_NAME = dbo.AsClerk, MAX_QUEUE_READERS = 1, EXECUTE AS SELF);
--                                                                                       ^^^^^^^^^^^^^^^ warning[execute-as-self]: EXECUTE AS SELF: the queue starts the procedure as whoever creates or last altered the queue.
