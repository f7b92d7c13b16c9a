-- Server-level statements are in no project: they are kept beside them.
CREATE LOGIN clerk WITH PASSWORD = '$(ClerkPassword)';
CREATE LOGIN auditor WITH PASSWORD = '$(AuditorPassword)';
