/*
  Collects what decides about identity and permission on a server, for `tsqlctx snapshot import`.

  It reads catalog views and changes nothing. It reads no data of tables, no password hashes, no private keys and no
  secrets. Run it in each database that matters; it tells the server's part each time. One column comes out, in rows of at
  most 200 characters: save them as they are, in Unicode.

      sqlcmd -S SERVER -d DATABASE -E -u -w 65535 -i collect.sql -o DATABASE.txt

  SQL Server 2016 to 2025, Azure SQL Managed Instance, Azure SQL Database. VIEW ANY DEFINITION and CONNECT ANY DATABASE
  are enough (in Azure SQL Database VIEW DEFINITION); what the login may not see is listed as not seen.
*/
SET NOCOUNT ON;

DECLARE @with_text bit = 1;  -- 0: the text of modules stays on the server

DECLARE @fact TABLE (number int IDENTITY PRIMARY KEY, fact nvarchar(max) NOT NULL);
DECLARE @azure bit = 0;
IF CONVERT(int, SERVERPROPERTY('EngineEdition')) = 5 SET @azure = 1;

INSERT @fact (fact)
SELECT (SELECT 'snapshot' AS f, 1 AS format, CONVERT(char(10), SYSUTCDATETIME(), 23) AS taken,
    CONVERT(nvarchar(256), SERVERPROPERTY('ServerName')) AS server, DB_NAME() AS db,
    CONVERT(varchar(60), SERVERPROPERTY('ProductVersion')) AS version,
    CONVERT(int, SERVERPROPERTY('EngineEdition')) AS edition,
    CONVERT(varchar(128), SERVERPROPERTY('Collation')) AS collation,
    HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') AS sees_server,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') AS sees_db,
    NCHAR(228) + NCHAR(1046) + NCHAR(20013) AS probe
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER);

-- The server. In a string of its own, for Azure SQL Database refuses a batch that names these views.
IF @azure = 0
    INSERT @fact (fact) EXECUTE sys.sp_executesql N'
    SELECT (SELECT ''login'' AS f, p.principal_id AS id, p.name, p.type, CONVERT(varchar(180), p.sid, 1) AS sid,
        p.is_disabled AS disabled, p.is_fixed_role AS fixed, p.owning_principal_id AS owner
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.server_principals AS p;

    SELECT (SELECT ''server_member'' AS f, m.role_principal_id AS role, m.member_principal_id AS member
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.server_role_members AS m;

    SELECT (SELECT ''server_permission'' AS f, p.class, p.major_id AS major, p.grantee_principal_id AS grantee,
        p.grantor_principal_id AS grantor, p.permission_name AS permission, p.state
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.server_permissions AS p;

    SELECT (SELECT ''configuration'' AS f, c.name, CONVERT(int, c.value_in_use) AS value
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.configurations AS c
    WHERE c.name IN (''clr enabled'', ''clr strict security'', ''nested triggers'', ''common criteria compliance enabled'',
        ''contained database authentication'', ''cross db ownership chaining'', ''xp_cmdshell'', ''Ad Hoc Distributed Queries'',
        ''Ole Automation Procedures'', ''remote access'', ''scan for startup procs'', ''external scripts enabled'');

    SELECT (SELECT ''linked_server'' AS f, s.server_id AS id, s.name, s.product, s.provider, s.is_rpc_out_enabled AS rpc_out
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.servers AS s
    WHERE s.is_linked = 1;

    SELECT (SELECT ''linked_login'' AS f, l.server_id AS server, l.local_principal_id AS local,
        l.uses_self_credential AS useself, l.remote_name AS remote
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.linked_logins AS l
    JOIN sys.servers AS s ON s.server_id = l.server_id AND s.is_linked = 1;

    SELECT (SELECT ''endpoint'' AS f, e.endpoint_id AS id, e.name, e.type_desc AS type, e.principal_id AS owner
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.endpoints AS e;

    SELECT (SELECT ''credential'' AS f, c.name FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.credentials AS c;

    SELECT (SELECT ''server_trigger'' AS f, t.name, t.is_disabled AS disabled,
        (SELECT e.type_desc AS name FROM sys.server_trigger_events AS e WHERE e.object_id = t.object_id FOR JSON PATH)
            AS events,
        m.execute_as_principal_id AS run_as, m.uses_quoted_identifier AS quoted,
        CASE WHEN @with_text = 1 THEN m.definition END AS text
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM sys.server_triggers AS t
    LEFT JOIN sys.server_sql_modules AS m ON m.object_id = t.object_id
    WHERE t.is_ms_shipped = 0;

    SELECT (SELECT ''master_key'' AS f, ''certificate'' AS type, c.name, CONVERT(varchar(60), c.thumbprint, 1) AS thumbprint,
        CONVERT(varchar(180), c.sid, 1) AS sid,
        CASE c.pvt_key_encryption_type WHEN ''NA'' THEN 0 ELSE 1 END AS private
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM master.sys.certificates AS c;

    SELECT (SELECT ''master_key'' AS f, ''asymmetric_key'' AS type, k.name,
        CONVERT(varchar(60), k.thumbprint, 1) AS thumbprint, CONVERT(varchar(180), k.sid, 1) AS sid,
        CASE k.pvt_key_encryption_type WHEN ''NA'' THEN 0 ELSE 1 END AS private
        FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
    FROM master.sys.asymmetric_keys AS k;

    SELECT N''{"f":"not_seen","scope":"server","what":"denied"}''
    WHERE ISNULL(IS_SRVROLEMEMBER(''sysadmin''), 0) = 0
        AND EXISTS (SELECT 1 FROM sys.server_permissions AS p
            WHERE p.state = ''D''
                AND p.permission_name IN (''VIEW ANY DEFINITION'', ''VIEW ANY SECURITY DEFINITION'', ''VIEW ANY DATABASE'',
                    ''VIEW DEFINITION'', ''CONTROL'', ''CONTROL SERVER''));

    -- Jobs and proxies of SQL Server Agent, where the login may read them.
    IF HAS_PERMS_BY_NAME(''msdb.dbo.sysjobs'', ''OBJECT'', ''SELECT'') = 1
        SELECT (SELECT ''job'' AS f, j.name, CONVERT(varchar(180), j.owner_sid, 1) AS sid, SUSER_SNAME(j.owner_sid) AS owner,
            j.enabled
            FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
        FROM msdb.dbo.sysjobs AS j;
    ELSE
        SELECT N''{"f":"not_seen","scope":"server","what":"jobs"}'';
    IF HAS_PERMS_BY_NAME(''msdb.dbo.sysproxies'', ''OBJECT'', ''SELECT'') = 1
        SELECT (SELECT ''proxy'' AS f, p.name, c.name AS credential, p.enabled FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
        FROM msdb.dbo.sysproxies AS p
        LEFT JOIN sys.credentials AS c ON c.credential_id = p.credential_id;
    ELSE
        SELECT N''{"f":"not_seen","scope":"server","what":"proxies"}'';
    ', N'@with_text bit', @with_text;

INSERT @fact (fact)
SELECT (SELECT 'database' AS f, d.name, CONVERT(varchar(180), d.owner_sid, 1) AS sid, SUSER_SNAME(d.owner_sid) AS owner,
    d.is_trustworthy_on AS trustworthy, d.is_db_chaining_on AS chaining, d.containment_desc AS containment,
    d.is_recursive_triggers_on AS recursive_triggers, d.collation_name AS collation,
    d.compatibility_level AS compatibility, d.state_desc AS state, d.source_database_id AS snapshot_of
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.databases AS d
WHERE @azure = 0 OR d.name = DB_NAME();

-- The current database.
INSERT @fact (fact)
SELECT (SELECT 'user' AS f, p.principal_id AS id, p.name, p.type, CONVERT(varchar(180), p.sid, 1) AS sid,
    SUSER_SNAME(p.sid) AS login, p.authentication_type_desc AS authentication, p.default_schema_name AS default_schema,
    p.owning_principal_id AS owner, p.is_fixed_role AS fixed
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.database_principals AS p;

INSERT @fact (fact)
SELECT (SELECT 'member' AS f, m.role_principal_id AS role, m.member_principal_id AS member
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.database_role_members AS m;

INSERT @fact (fact)
SELECT (SELECT 'schema' AS f, s.schema_id AS id, s.name, s.principal_id AS owner FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.schemas AS s;

INSERT @fact (fact)
SELECT (SELECT 'object' AS f, o.object_id AS id, o.schema_id AS [schema], o.name, RTRIM(o.type) AS type,
    o.principal_id AS owner, NULLIF(o.parent_object_id, 0) AS parent,
    CASE WHEN o.type IN ('U', 'V') THEN
        (SELECT c.name, c.column_id AS id FROM sys.columns AS c WHERE c.object_id = o.object_id
         ORDER BY c.column_id FOR JSON PATH) END AS columns
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.objects AS o
WHERE (o.is_ms_shipped = 0 OR (o.schema_id <> 4 AND DB_ID() > 4))
    AND o.type IN ('U', 'V', 'P', 'PC', 'FN', 'IF', 'TF', 'FS', 'FT', 'AF', 'TR', 'TA', 'SN', 'SO', 'SQ', 'X', 'RF',
        'C', 'D', 'F', 'PK', 'UQ', 'EC', 'R');

-- The functions and sequences in the defaults of columns, by name: the text of a default may hold data.
INSERT @fact (fact)
SELECT (SELECT 'default' AS f, d.parent_object_id AS id, COL_NAME(d.parent_object_id, d.parent_column_id) AS [column],
    r.referenced_schema_name AS [schema], r.referenced_entity_name AS name, RTRIM(o.type) AS type
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.default_constraints AS d
JOIN sys.sql_expression_dependencies AS r ON r.referencing_id = d.object_id
LEFT JOIN sys.objects AS o ON o.object_id = r.referenced_id;

INSERT @fact (fact)
SELECT (SELECT 'module' AS f, m.object_id AS id, m.execute_as_principal_id AS run_as, m.is_schema_bound AS bound,
    m.uses_quoted_identifier AS quoted, CASE WHEN @with_text = 1 THEN m.definition END AS text
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.sql_modules AS m
LEFT JOIN sys.objects AS o ON o.object_id = m.object_id
LEFT JOIN sys.triggers AS t ON t.object_id = m.object_id
WHERE ISNULL(o.is_ms_shipped, t.is_ms_shipped) = 0 OR (o.schema_id <> 4 AND DB_ID() > 4);

INSERT @fact (fact)
SELECT (SELECT 'module' AS f, m.object_id AS id, m.execute_as_principal_id AS run_as, a.name AS assembly
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.assembly_modules AS m
JOIN sys.assemblies AS a ON a.assembly_id = m.assembly_id
WHERE a.is_user_defined = 1;

INSERT @fact (fact)
SELECT (SELECT 'trigger' AS f, t.object_id AS id, t.name, t.parent_class AS class, t.is_disabled AS disabled,
    t.is_instead_of_trigger AS instead,
    (SELECT e.type_desc AS name FROM sys.trigger_events AS e WHERE e.object_id = t.object_id FOR JSON PATH) AS events
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.triggers AS t
WHERE t.is_ms_shipped = 0 OR DB_ID() > 4;

INSERT @fact (fact)
SELECT (SELECT 'synonym' AS f, s.object_id AS id, s.base_object_name AS target FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.synonyms AS s;

INSERT @fact (fact)
SELECT (SELECT 'queue' AS f, q.object_id AS id, q.is_receive_enabled AS enabled, q.is_activation_enabled AS activation,
    q.activation_procedure AS [procedure], q.execute_as_principal_id AS run_as
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.service_queues AS q
WHERE q.is_ms_shipped = 0 OR DB_ID() > 4;

INSERT @fact (fact)
SELECT (SELECT 'service' AS f, s.service_id AS id, s.name, s.principal_id AS owner, s.service_queue_id AS queue
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.services AS s
WHERE s.service_id > 65535;

INSERT @fact (fact)
SELECT (SELECT 'type' AS f, t.user_type_id AS id, t.schema_id AS [schema], t.name, t.principal_id AS owner,
    t.is_table_type AS is_table, t.is_assembly_type AS is_assembly
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.types AS t
WHERE t.is_user_defined = 1;

INSERT @fact (fact)
SELECT (SELECT 'key' AS f, 'certificate' AS type, c.certificate_id AS id, c.name, c.principal_id AS owner,
    CONVERT(varchar(60), c.thumbprint, 1) AS thumbprint, CONVERT(varchar(180), c.sid, 1) AS sid,
    CASE c.pvt_key_encryption_type WHEN 'NA' THEN 0 ELSE 1 END AS private
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.certificates AS c;

INSERT @fact (fact)
SELECT (SELECT 'key' AS f, 'asymmetric_key' AS type, k.asymmetric_key_id AS id, k.name, k.principal_id AS owner,
    CONVERT(varchar(60), k.thumbprint, 1) AS thumbprint, CONVERT(varchar(180), k.sid, 1) AS sid,
    CASE k.pvt_key_encryption_type WHEN 'NA' THEN 0 ELSE 1 END AS private
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.asymmetric_keys AS k;

INSERT @fact (fact)
SELECT (SELECT 'key' AS f, 'symmetric_key' AS type, k.symmetric_key_id AS id, k.name, k.principal_id AS owner
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.symmetric_keys AS k;

INSERT @fact (fact)
SELECT (SELECT 'signature' AS f, c.class, c.major_id AS major, c.crypt_type AS type,
    CONVERT(varchar(60), c.thumbprint, 1) AS thumbprint
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.crypt_properties AS c;

INSERT @fact (fact)
SELECT (SELECT 'assembly' AS f, a.assembly_id AS id, a.name, a.principal_id AS owner, a.permission_set_desc AS [set]
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.assemblies AS a
WHERE a.is_user_defined = 1;

INSERT @fact (fact)
SELECT (SELECT 'permission' AS f, p.class, p.class_desc, p.major_id AS major, p.minor_id AS minor,
    p.grantee_principal_id AS grantee, p.grantor_principal_id AS grantor, p.permission_name AS permission, p.state,
    CASE WHEN p.class = 1 AND p.minor_id > 0 THEN COL_NAME(p.major_id, p.minor_id) END AS [column]
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER)
FROM sys.database_permissions AS p
WHERE p.class <> 1 OR p.major_id > 0;

-- Whoever is denied the sight of something sees less without being told.
INSERT @fact (fact)
SELECT N'{"f":"not_seen","scope":"database","what":"denied"}'
WHERE ISNULL(IS_SRVROLEMEMBER('sysadmin'), 0) = 0
    AND EXISTS (SELECT 1 FROM sys.database_permissions AS p
        WHERE p.state = 'D' AND p.permission_name IN ('VIEW DEFINITION', 'VIEW SECURITY DEFINITION', 'CONTROL'));

INSERT @fact (fact) VALUES (N'{"f":"end"}');

-- In pieces that every client keeps whole: [row/rows;length|piece|row], with + instead of ; where the fact goes on.
WITH piece AS (
    SELECT f.number, n.number AS part, SUBSTRING(f.fact, n.number * 160 + 1, 160) AS piece,
        CASE WHEN (n.number + 1) * 160 < DATALENGTH(f.fact) / 2 THEN N'+' ELSE N';' END AS more
    FROM @fact AS f
    CROSS APPLY (
        SELECT TOP ((DATALENGTH(f.fact) / 2 + 159) / 160) CONVERT(int, ROW_NUMBER() OVER (ORDER BY (SELECT NULL))) - 1 AS number
        FROM sys.all_columns AS a CROSS JOIN sys.all_columns AS b
    ) AS n
), line AS (
    SELECT ROW_NUMBER() OVER (ORDER BY p.number, p.part) AS row, COUNT(*) OVER () AS rows, p.piece, p.more
    FROM piece AS p
)
SELECT CONVERT(nvarchar(210), CONCAT(N'[', l.row, N'/', l.rows, l.more, DATALENGTH(l.piece) / 2, N'|', l.piece, N'|', l.row, N']'))
    AS line
FROM line AS l
ORDER BY l.row;
