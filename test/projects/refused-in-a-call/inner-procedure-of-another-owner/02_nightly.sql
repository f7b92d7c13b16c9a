-- Step 1 of the nightly job
--# session: login=night_job db=Dwh
EXEC dbo.NightRun;
GO
