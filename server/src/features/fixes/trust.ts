/** New scripts that grant what is missing: a certificate with its user in another database, a user for a login. */
import { keyName } from '../../catalog/lookup';
import type { Refusal, World } from '../../engine/session/model';
import { bracket, type Name } from '../../text/name';
import type { Fix, Maker } from './fix';

interface Refused {
  readonly world: World;
  readonly refusal: Refusal;
}

function refusedIn(paths: Parameters<Maker>[0]['step']['paths']): readonly Refused[] {
  return paths.flatMap(({ before, outcome }) => {
    const found = outcome.kind === 'unknown' ? outcome.unless?.refusal : outcome;
    return found?.kind === 'error' ? [{ world: before, refusal: found.refusal }] : [];
  });
}

/** The certificates that signed what runs, copied to the database that does not know them, with AUTHENTICATE. */
export const certificateCopied: Maker = ({ step: { paths } }) => {
  const found = new Map<string, Fix>();
  for (const { world, refusal } of refusedIn(paths)) {
    if (refusal.kind !== 'sandboxed') continue;
    const from = [...world.catalog.databases.values()].find(({ name }) => name === refusal.from);
    const keys = new Set([...world.scope.keys, ...world.stack.frame.vouchers]);
    for (const key of keys) {
      const name = keyName(world.catalog, key, from);
      const isCertificate = [...(from?.keys.values() ?? [])].some(
        (one) => one.thumbprint === key && one.type === 'certificate',
      );
      if (isCertificate) found.set(`${name} ${refusal.to}`, copyOf(name, refusal.from, refusal.to));
    }
  }
  return [...found.values()];
};

function copyOf(certificate: Name, from: Name, to: Name): Fix {
  const name = bracket(certificate);
  const file = `${certificate.replaceAll("'", "''")}.cer`;
  return {
    title: `Write a script that takes the certificate ${certificate} to ${to} and trusts it there`,
    rank: 'choice',
    edits: [],
    script: {
      name: `${certificate} in ${to}`,
      text: `-- Takes the certificate ${certificate} of ${from}, without its private key, to ${to}. AUTHENTICATE for its user makes
-- ${to} believe every module that is signed with it: who may sign with it can enter there as anybody.
-- The file is written on the server: give both statements a path that its service account may write and read.
USE ${bracket(from)};
GO
BACKUP CERTIFICATE ${name} TO FILE = N'${file}';
GO
USE ${bracket(to)};
GO
CREATE CERTIFICATE ${name} FROM FILE = N'${file}';
GO
CREATE USER ${bracket(`${certificate}_user`)} FROM CERTIFICATE ${name};
GRANT AUTHENTICATE TO ${bracket(`${certificate}_user`)};
GO
`,
    },
  };
}

/** A user for a login that has none in the database. */
export const userCreated: Maker = ({ step: { paths } }) => {
  const found = new Map<string, Fix>();
  for (const { refusal } of refusedIn(paths)) {
    if (refusal.kind !== 'no-user') continue;
    const { login, database } = refusal;
    found.set(`${login} ${database}`, {
      title: `Write a script that lets ${login} into ${database}`,
      rank: 'choice',
      edits: [],
      script: {
        name: `${login} in ${database}`,
        text: `USE ${bracket(database)};\nGO\nCREATE USER ${bracket(login)} FOR LOGIN ${bracket(login)};\nGO\n`,
      },
    });
  }
  return [...found.values()];
};
