-- Who becomes powerful by a grant, a membership, an option or an owner (rulebook ESC-*, XDB-*, CHN-*).
--# session: login=sa db=master
CREATE LOGIN amy WITH PASSWORD = 'x';
CREATE LOGIN bob WITH PASSWORD = 'x';
CREATE LOGIN carol WITH PASSWORD = 'x';
CREATE LOGIN low WITH PASSWORD = 'x';
CREATE LOGIN chief WITH PASSWORD = 'x';
CREATE CERTIFICATE Keys ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's';
CREATE LOGIN keys_login FROM CERTIFICATE Keys;
CREATE DATABASE Shop;
CREATE DATABASE Stock;
CREATE DATABASE Calm;
ALTER AUTHORIZATION ON DATABASE::Calm TO low;
GO
-- Rights at the server
GRANT IMPERSONATE ON LOGIN::carol TO bob;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'bob' can become db_owner of Stock in 2 steps.
GRANT CONTROL SERVER TO carol;
--    ^^^^^^^^^^^^^^ warning[impersonate-privileged]: 'bob' may impersonate 'carol' and so becomes a sysadmin, too: 'carol' holds CONTROL SERVER.
--    ^^^^^^^^^^^^^^ warning[server-wide-impersonation-grant]: CONTROL SERVER reaches every login of the server; 'carol' would hold it.
GRANT IMPERSONATE ON LOGIN::bob TO amy;
--    ^^^^^^^^^^^ warning[impersonate-privileged]: IMPERSONATE on bob makes 'amy' a sysadmin: 'bob' may impersonate 'carol', 'carol' holds CONTROL SERVER.
GRANT CONTROL ON LOGIN::low TO amy;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become db_owner of Shop in one step.
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become db_owner of Calm in one step.
--    ^^^^^^^ warning[control-implies-impersonate]: CONTROL on low holds IMPERSONATE, too: 'amy' can act as 'low'.
ALTER SERVER ROLE sysadmin ADD MEMBER chief;
--                                    ^^^^^ warning[server-wide-impersonation-grant]: 'chief' may do everything on the server.
EXEC sp_addsrvrolemember 'chief', 'securityadmin';
EXEC sp_addsrvrolemember 'low', 'setupadmin';
GRANT IMPERSONATE ON LOGIN::sa TO chief;
GRANT IMPERSONATE ANY LOGIN, ALTER ANY LOGIN TO keys_login;
GRANT AUTHENTICATE SERVER TO low;
--                           ^^^ warning[broad-authenticate]: 'low' is no login of a certificate: with AUTHENTICATE SERVER every trustworthy database that it owns gives out the server's rights.
GRANT AUTHENTICATE SERVER TO keys_login;
GRANT UNSAFE ASSEMBLY TO low;
--                       ^^^ warning[assembly-permission-granted]: 'low' is no login of a key: with UNSAFE ASSEMBLY it can run code as the service account.
GRANT UNSAFE ASSEMBLY TO keys_login;
GRANT EXECUTE ON xp_cmdshell TO public;
--    ^^^^^^^ warning[command-shell-granted]: 'public' may run commands of the operating system, as the proxy account of xp_cmdshell.
EXEC sp_xp_cmdshell_proxy_account 'CORP\runner', 'x';
--                                ^^^^^^^^^^^^^ warning[command-shell-granted]: Whoever may EXECUTE xp_cmdshell and is no administrator runs commands as CORP\runner from now on.
EXEC sp_configure 'cross db ownership chaining', 1;
--                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[db-chaining-on]: 'cross db ownership chaining' lets ownership chains cross from every database to every other.
EXEC sp_configure 'cross db ownership chaining', 0;
EXEC sp_addlinkedserver 'far';
EXEC sp_addlinkedsrvlogin 'far', 'false', NULL, 'sa', 'x';
--                                              ^^^^ warning[linked-fixed-login]: Every login without a mapping of its own is 'sa' on far, who may do everything there.
EXEC sp_addlinkedsrvlogin 'far', 'false', 'amy', 'reader', 'x';
--                                               ^^^^^^^^ information[linked-fixed-login]: 'amy' is 'reader' on far, whatever rights it has here.
EXEC sp_addlinkedsrvlogin 'far', 'true';
GO
CREATE PROCEDURE dbo.warm_up AS SELECT 1;
GO
CREATE USER amy;
GRANT ALTER ON dbo.warm_up TO amy;
EXEC sp_procoption 'dbo.warm_up', 'startup', 'on';
--                 ^^^^^^^^^^^^^ warning[startup-procedure]: dbo.warm_up runs as sysadmin whenever the server starts, and 'amy' may alter it.
EXEC sp_procoption 'dbo.warm_up', 'startup', 'off';
GO
-- Databases and their owners
USE Shop;
CREATE USER amy;
CREATE USER low;
CREATE USER clerk WITHOUT LOGIN;
CREATE ROLE staff;
ALTER DATABASE Shop SET TRUSTWORTHY ON;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Role 'staff' in Shop can become db_owner of Calm in 4 steps.
--             ^^^^ warning[trustworthy-privileged-owner]: Shop is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
ALTER ROLE db_owner ADD MEMBER low;
--                             ^^^ warning[trustworthy-escalation-path]: 'low' is a member of db_owner and so becomes as good as a sysadmin: Shop is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
ALTER DATABASE Calm SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
ALTER AUTHORIZATION ON DATABASE::Calm TO chief;
--                                       ^^^^^ warning[trustworthy-privileged-owner]: Calm is TRUSTWORTHY and belongs to 'chief', who is a member of sysadmin: its dbo is as good as a sysadmin.
CREATE DATABASE Loud WITH TRUSTWORTHY ON, DB_CHAINING ON;
--              ^^^^ warning[trustworthy-privileged-owner]: Loud is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                        ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
--                                        ^^^^^^^^^^^^^^ warning[db-chaining-on]: DB_CHAINING ON lets ownership chains cross databases.
ALTER DATABASE msdb SET TRUSTWORTHY ON;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[escalation-path]: Login 'amy' can become sysadmin in 3 steps.
ALTER DATABASE model SET TRUSTWORTHY ON;
--             ^^^^^ error[trustworthy-on]: model and tempdb cannot be made TRUSTWORTHY. Msg 15309: Cannot alter the trustworthy state of the model or tempdb databases.
EXEC sp_addrolemember 'db_securityadmin', 'staff';
--                                        ^^^^^^^ information[roles-in-fixed-roles]: Whoever is added to 'staff' is a member of db_securityadmin, too.
EXEC sp_addrolemember 'db_datareader', 'guest';
--                                     ^^^^^^^ warning[guest-enabled]: guest in 'db_datareader' gives what the role holds to everybody who enters as guest.
GRANT CONNECT TO guest;
--               ^^^^^ warning[guest-enabled]: guest with CONNECT lets every login of the server into the database.
GRANT IMPERSONATE ON USER::low TO clerk;
--    ^^^^^^^^^^^ warning[impersonate-dbo]: IMPERSONATE on low gives the whole database away to 'clerk': 'low' is a member of db_owner.
GRANT IMPERSONATE ON USER::clerk TO amy;
--                                  ^^^ warning[trustworthy-escalation-path]: 'amy' may impersonate 'clerk', 'clerk' may impersonate 'low', 'low' is a member of db_owner and so becomes as good as a sysadmin: Shop is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin.
GRANT CONTROL ON USER::clerk TO staff;
--    ^^^^^^^ warning[impersonate-dbo]: CONTROL on clerk gives the whole database away to 'staff': 'clerk' may impersonate 'low', 'low' is a member of db_owner.
GRANT AUTHENTICATE TO amy;
GO
USE Stock;
CREATE USER low;
CREATE TABLE dbo.Item (Id int);
ALTER AUTHORIZATION ON DATABASE::Calm TO low;
GRANT AUTHENTICATE TO low;
--                    ^^^ warning[broad-authenticate]: 'low' owns Calm: AUTHENTICATE lets in whatever is impersonated there, as soon as it is TRUSTWORTHY.
GO
USE msdb;
CREATE USER amy;
EXEC sp_addrolemember 'db_owner', 'amy';
--                                ^^^^^ warning[msdb-owner-member]: amy as db_owner of msdb can become sysadmin.
EXEC sp_addrolemember 'SQLAgentUserRole', 'amy';
GRANT CONNECT TO guest;
GO
-- Chains and queues
USE Stock;
CREATE USER amy;
GO
USE Shop;
GO
CREATE PROCEDURE dbo.CountItems AS SELECT COUNT(*) FROM Stock.dbo.Item;
--                                                      ^^^^^^^^^^^^^^ warning[cross-db-chain-broken]: 'amy' may execute this procedure, but is refused SELECT on Stock.dbo.Item here: ownership chaining from Shop to Stock is off. Grant it to them there, or sign the module with a certificate whose user in that database holds the right.
GO
CREATE VIEW dbo.Items AS SELECT Id FROM Stock.dbo.Item;
--                                      ^^^^^^^^^^^^^^ warning[cross-db-chain-broken]: 'amy' may read this view, but is refused SELECT on Stock.dbo.Item here: ownership chaining from Shop to Stock is off. Grant it to them there.
GO
GRANT EXECUTE ON dbo.CountItems TO amy;
GRANT SELECT ON dbo.Items TO amy;
GO
CREATE PROCEDURE dbo.Pump AS INSERT Stock.dbo.Item VALUES (1);
GO
CREATE QUEUE dbo.Jobs WITH ACTIVATION (STATUS = ON, PROCEDURE_NAME = dbo.Pump, MAX_QUEUE_READERS = 1, EXECUTE AS 'clerk');
--                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[activation-sandbox]: The queue starts dbo.Pump as 'clerk', who is refused with Msg 916: The server principal "S-1-9-3-..." is not able to access the database "Stock" under the current security context: a frame of Shop counts only there.
GO
EXECUTE AS LOGIN = 'amy';
EXEC ('SELECT 1') AT far;
--                   ^^^ information[remote-context-reset]: far runs this as 'reader', not as 'amy'.
REVERT;
GO
