USE msdb; CREATE USER amy FOR LOGIN amy; ALTER ROLE db_owner ADD MEMBER amy;
--                                                                      ^^^ warning[msdb-owner-member]: amy as db_owner of msdb can become sysadmin.
