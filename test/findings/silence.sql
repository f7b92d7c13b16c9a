-- Absence of knowledge is never a finding (rulebook UNK-A): nothing here is declared.
USE somewhere;
EXECUTE AS USER = 'somebody';
SELECT total FROM elsewhere.dbo.Orders;
EXEC dbo.Unknown;
REVERT;
GO
-- tsqlctx-disable-next-line revert-without-frame: the deployment tool appends this
REVERT;
GO
