import { findServerPrincipal } from '../../catalog/lookup';
import { grantOn, permissionOf } from '../grants-made';
import { rule } from '../rule';

export const assemblyPermissionGranted = rule({
  id: 'assembly-permission-granted',
  severity: 'warning',
  serverErrors: [],
  summary: 'EXTERNAL ACCESS ASSEMBLY or UNSAFE ASSEMBLY is granted to somebody who connects.',
  why: 'Its holder can bring code that runs as the service account, outside of every check of the server. It is meant for the login of the key with which trusted assemblies are signed.',
  advice: 'Grant it to a login made from the certificate or asymmetric key that signs the assembly.',
  bad: [
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT UNSAFE ASSEMBLY TO ann;`,
    `USE master;
CREATE LOGIN ann WITH PASSWORD = 'x';
GRANT EXTERNAL ACCESS ASSEMBLY TO ann;`,
    `USE master;
CREATE SERVER ROLE makers;
GRANT UNSAFE ASSEMBLY TO makers;`,
  ],
  good: [
    "USE master; CREATE CERTIFICATE c ENCRYPTION BY PASSWORD = 'x' WITH SUBJECT = 's'; CREATE LOGIN c_login FROM CERTIFICATE c; GRANT UNSAFE ASSEMBLY TO c_login;",
    'USE master; DENY UNSAFE ASSEMBLY TO amy;',
    'USE master; REVOKE EXTERNAL ACCESS ASSEMBLY FROM amy;',
  ],
  rulebook: ['ESC-10', 'CLR-20'],
  statements: ['permission'],
  *path(path, { step: { statement } }) {
    const grant = grantOn(path, statement);
    const permission = grant && permissionOf(grant, 'UNSAFE ASSEMBLY', 'EXTERNAL ACCESS ASSEMBLY');
    if (!permission) return;
    for (const { name, span } of grant.principals) {
      const found = findServerPrincipal(path.before.catalog, name);
      if (found.kind !== 'found' || found.entry.implied || /^(certificate|key)_/.test(found.entry.type)) continue;
      yield {
        span,
        message: `'${name}' is no login of a key: with ${permission.name} it can run code as the service account.`,
      };
    }
  },
});
