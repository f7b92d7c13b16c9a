-- 15151: the user is helpdesk, in one word.
USE Support;
GO
GRANT SELECT ON OBJECT::dbo.Ticket TO help_desk;
--                                    ^^^^^^^^^ error[refused]: help_desk
GRANT INSERT ON OBJECT::dbo.Ticket TO helpdesk;
GO
