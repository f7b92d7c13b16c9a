CREATE USER clerk WITHOUT LOGIN;
GO
EXECUTE AS USER = 'clerk';
GO
SELECT total FROM dbo.Orders;
GO
REVERT;
--^^^^ information[revert-in-later-batch]: The EXECUTE AS that this ends stands in another batch: an error between them can leave it in effect.

-- ----------------------------------------------------------------
CREATE USER amy FOR LOGIN amy;
GO
EXECUTE AS LOGIN = 'amy';
GO
REVERT;
--^^^^ information[revert-in-later-batch]: The EXECUTE AS that this ends stands in another batch: an error between them can leave it in effect.
