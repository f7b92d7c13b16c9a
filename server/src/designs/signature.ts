/** The module is signed by a certificate whose principal holds the right; it counts inside that module only (SIG-3). */
import { isServerScoped } from '../catalog/securable';
import { bracket } from '../text/name';
import { freeName, type Refused } from './carrier';
import type { Design } from './model';
import { grantOf } from './rights';

const about =
  'The caller stays who it is, and the right is added while this text of the module runs; every ALTER of it drops the signature.';
const base = { kind: 'signature', title: 'Module signing', about } as const;

/** A password that whoever runs the script replaces. */
const password = "'put a long password here'";

export function signature(refused: Refused): Design {
  const { carrier, database, question, world } = refused;
  const definition = carrier.existing?.definition.statement;
  if (definition && (definition.type === 'view' || definition.returns === 'inline'))
    return { ...base, hindered: 'A view or inline function cannot be signed.' };
  const certificate = freeName(database, `${carrier.plain}_certificate`);
  const quoted = bracket(certificate);
  const holder = bracket(freeName(database, `${carrier.plain}_signer`));
  const signing = [
    `USE ${bracket(database.name)};`,
    'GO',
    ...carrier.made.flatMap((one) => [one, 'GO']),
    `CREATE CERTIFICATE ${quoted} ENCRYPTION BY PASSWORD = ${password} WITH SUBJECT = 'Signs ${carrier.plain.replaceAll("'", "''")}';`,
    `ADD SIGNATURE TO OBJECT::${carrier.name} BY CERTIFICATE ${quoted} WITH PASSWORD = ${password};`,
  ];
  const forget = `ALTER CERTIFICATE ${quoted} REMOVE PRIVATE KEY;`;
  const atServer = isServerScoped(question.securable.class);
  const away = atServer ? 'master' : question.database;
  const plain = holder.slice(1, -1).replaceAll(']]', ']');
  const grant = grantOf(
    question,
    plain,
    world.catalog,
    [...world.catalog.databases.values()].find(({ name }) => name === away) ?? database,
  );
  if (away === undefined || away === database.name) {
    const user = `CREATE USER ${holder} FROM CERTIFICATE ${quoted};`;
    return { ...base, script: [...signing, user, grant, forget, 'GO'].join('\n') };
  }
  const file = `'${certificate.replaceAll("'", "''")}.cer'`;
  const principal = atServer ? 'LOGIN' : 'USER';
  const authenticate = `GRANT AUTHENTICATE${atServer ? ' SERVER' : ''} TO ${holder};`;
  return {
    ...base,
    script: [
      ...signing,
      `BACKUP CERTIFICATE ${quoted} TO FILE = ${file};`,
      forget,
      'GO',
      `USE ${bracket(away)};`,
      'GO',
      `CREATE CERTIFICATE ${quoted} FROM FILE = ${file};`,
      `CREATE ${principal} ${holder} FROM CERTIFICATE ${quoted};`,
      grant,
      ...(world.stack.frame.scope === 'database' ? [authenticate] : []),
      'GO',
    ].join('\n'),
  };
}
