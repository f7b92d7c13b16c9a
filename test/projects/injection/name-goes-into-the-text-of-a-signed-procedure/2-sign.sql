USE Depot;
GO
ADD SIGNATURE TO ops.EmptyTable BY CERTIFICATE EmptyKey WITH PASSWORD = 'pa55!';
ADD SIGNATURE TO ops.CountRows BY CERTIFICATE SpareKey WITH PASSWORD = 'pa55!';
--                                            ^^^^^^^^ warning[signature-without-effect]: SpareKey
GO
