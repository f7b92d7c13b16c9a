CREATE USER clerk WITHOUT LOGIN;
GRANT SELECT ON dbo.Orders TO clerk;
GO
BEGIN TRY EXECUTE AS USER = 'clerk'; SELECT total FROM dbo.Orders; REVERT; END TRY BEGIN CATCH PRINT 'failed'; END CATCH; SELECT 1;
--^^^^^^^ warning[revert-skipped-on-error]: An error in this TRY can leave it with a frame still pushed: 'dbo' (nothing pushed) or 'clerk' behind END CATCH.
--        ^^^^^^^^^^^^^^^^^^^^^^^^^ warning[unreverted-execute-as]: This impersonation is still in effect at the end of the script.
