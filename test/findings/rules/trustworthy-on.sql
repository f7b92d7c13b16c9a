ALTER DATABASE shop SET TRUSTWORTHY ON;
--                      ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
ALTER DATABASE CURRENT SET TRUSTWORTHY ON;
--^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[trustworthy-privileged-owner]: master is TRUSTWORTHY and belongs to 'sa', who is a member of sysadmin: its dbo is as good as a sysadmin.
--                         ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.

-- ----------------------------------------------------------------
CREATE DATABASE loud WITH TRUSTWORTHY ON;
--                        ^^^^^^^^^^^^^^ warning[trustworthy-on]: TRUSTWORTHY ON makes the database's owner vouch for every impersonation made in it.
