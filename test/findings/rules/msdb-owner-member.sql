USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;
--                                                                      ^^^ warning[msdb-owner-member]: amy as db_owner of msdb can become sysadmin.

-- ----------------------------------------------------------------
USE msdb; CREATE USER amy FOR LOGIN amy; EXEC sp_addrolemember 'db_owner', 'amy';
--                                                                         ^^^^^ warning[msdb-owner-member]: amy as db_owner of msdb can become sysadmin.

-- ----------------------------------------------------------------
USE msdb; CREATE USER amy FOR LOGIN amy; USE shop; EXEC msdb.dbo.sp_addrolemember N'db_owner', N'amy';
--                                                                                             ^^^^^^ warning[msdb-owner-member]: amy as db_owner of msdb can become sysadmin.

-- ----------------------------------------------------------------
USE msdb; CREATE USER amy FOR LOGIN amy; CREATE ROLE dev; ALTER ROLE db_owner ADD MEMBER dev; ALTER ROLE dev ADD MEMBER amy;
--                                                                                       ^^^ warning[msdb-owner-member]: dev as db_owner of msdb can become sysadmin.
--                                                                                       ^^^ information[roles-in-fixed-roles]: Whoever is added to 'dev' is a member of db_owner, too.
--                                                                                                                      ^^^ warning[msdb-owner-member]: amy as dev of msdb can become sysadmin.

-- ----------------------------------------------------------------
USE msdb; CREATE USER amy FOR LOGIN amy; GRANT CONTROL TO amy;
--                                             ^^^^^^^ warning[msdb-owner-member]: CONTROL on msdb lets 'amy' become sysadmin.
