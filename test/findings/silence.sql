-- Absence of knowledge is never a finding (rulebook UNK-A): nothing here is declared.
USE somewhere;
EXECUTE AS USER = 'somebody';
SELECT total FROM elsewhere.dbo.Orders;
--                ^^^^^^^^^^^^^^^^^^^^ information[cross-db-in-sandbox]: 'somebody' cannot leave somewhere: refused (916) unless somewhere is TRUSTWORTHY and its owner is trusted in elsewhere, or guest is enabled in elsewhere. Msg 916: The server principal "the login of somebody" is not able to access the database "elsewhere" under the current security context.
EXEC dbo.Unknown;
REVERT;
GO
-- tsqlctx-disable-next-line revert-without-frame: the deployment tool appends this
REVERT;
GO
