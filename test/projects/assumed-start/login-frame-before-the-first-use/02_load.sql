-- The job step begins in Dwh (that is set in the job, not here), so the REVERT is where the frame was pushed.
EXECUTE AS LOGIN = 'nightly';
USE Dwh;
INSERT INTO dbo.Fact (FactId, Amount) VALUES (1, 0);
SELECT COUNT(*) AS Facts FROM dbo.Fact;
REVERT;
GO
