// Ten hovers of which the answer has to stand in the first two lines: a script, and for each word of it what they say.

export const script = `--# session: login=sa db=master
CREATE DATABASE Hovers;
GO
USE Hovers;
GO
CREATE USER ann WITHOUT LOGIN;
CREATE ROLE inner_role;
CREATE ROLE outer_role;
ALTER ROLE inner_role ADD MEMBER ann;
ALTER ROLE outer_role ADD MEMBER inner_role;
CREATE TABLE dbo.plain_rows (a int);
CREATE TABLE dbo.role_rows (a int);
CREATE TABLE dbo.signed_rows (a int);
GRANT SELECT ON dbo.role_rows TO outer_role;
CREATE CERTIFICATE helper ENCRYPTION BY PASSWORD = 'change-me-1' WITH SUBJECT = 'Reads signed_rows';
CREATE USER helper FOR CERTIFICATE helper;
GRANT SELECT ON dbo.signed_rows TO helper;
GO
CREATE PROCEDURE dbo.chained AS SELECT a FROM dbo.plain_rows AS by_chain;
GO
CREATE PROCEDURE dbo.signed AS EXEC ('SELECT a FROM dbo.signed_rows');
GO
CREATE PROCEDURE dbo.quiet AS PRINT 'nothing_special';
GO
ADD SIGNATURE TO dbo.signed BY CERTIFICATE helper WITH PASSWORD = 'change-me-1';
GRANT EXECUTE TO ann;
GO
EXECUTE AS USER = 'ann' WITH NO REVERT;
SELECT a FROM dbo.plain_rows AS refused_rows;
SELECT a FROM dbo.role_rows AS by_role;
USE Warehouse;
EXEC dbo.signed;
GO
--# session: login=somebody db=Nowhere
EXECUTE AS USER = 'stranger';
SELECT a FROM dbo.unknown_rows;
REVERT;
GO
`;

/** The line, the word on it, and what the first two lines of its hover say. */
export const hovers = [
  { name: 'refused', line: 29, word: 'refused_rows', says: /ann.*in Hovers.*Msg 229/s },
  {
    name: 'by-a-role-of-a-role',
    line: 30,
    word: 'by_role',
    says: /ann.*would run.*'ann' in 'inner_role' in 'outer_role'/s,
  },
  { name: 'by-the-chain', line: 19, word: 'by_chain', says: /any caller.*would run.*Ownership chain/s },
  { name: 'by-a-signature', line: 21, word: "'SELECT", says: /any caller.*by ann.*would run.*signature/s },
  { name: 'sandboxed', line: 31, word: 'Warehouse', says: /ann.*sandboxed in Hovers.*Msg 916/s },
  { name: 'unknown-user', line: 36, word: 'unknown_rows', says: /stranger.*not declared here.*Can't be known/s },
  { name: 'on-execute-as', line: 28, word: "'ann'", says: /dbo.*Afterwards: ann/s },
  { name: 'on-a-name', line: 35, word: "'stranger'", says: /somebody.*Afterwards: stranger/s },
];
