CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (total money);
GO
CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1;
--                        ^^^^^^^^^ warning[revert-skipped-on-error]: An error in this TRY can leave it with a frame still pushed: the caller (nothing pushed) or 'clerk' behind END CATCH.
--                                  ^^^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]: This impersonation is still in effect at the end of the module, which ends it.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
CREATE TABLE dbo.Orders (total money);
GO
CREATE PROCEDURE dbo.p AS BEGIN BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT 1 / 0; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; UPDATE dbo.Orders SET total = 1; END;
--                              ^^^^^^^^^ warning[revert-skipped-on-error]: An error in this TRY can leave it with a frame still pushed: 'clerk' behind END CATCH.
--                                        ^^^^^^^^^^^^^^^^^^^^^^^^^ hint[frame-left-to-module-end]: This impersonation is still in effect at the end of the module, which ends it.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;
--^^^^^^^ warning[revert-skipped-on-error]: An error in this TRY can leave it with a frame still pushed: 'dbo' (nothing pushed) or 'clerk' behind END CATCH.
--        ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.

-- ----------------------------------------------------------------
CREATE USER clerk WITHOUT LOGIN;
GO
CREATE PROCEDURE dbo.p AS BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH UPDATE dbo.Orders SET total = 1; THROW; END CATCH;
--                        ^^^^^^^^^ warning[revert-skipped-on-error]: An error in this TRY can leave its frame pushed: CATCH then does its work as the impersonated principal.
