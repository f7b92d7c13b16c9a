/**
 * Examples of the statements of data/statement-permissions.tsv (test/statements/examples.tsv), as scripts: a stage,
 * then the statement as a login and user that holds nothing, then again with what the table's formula asks for.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Atom, type Formula, parseFormula } from '../../server/src/catalog/requirement/formula';

export interface Example {
  readonly statement: string;
  readonly sql: string;
  /** Run by sa before; and the grants, where they do not follow from the formula ('-': there are none). */
  readonly setup: string;
  readonly grant: string;
  /** A number, 'ok' (nothing is needed), '*' (any error); empty: what the table says. */
  readonly expect: string;
}

const folder = path.join(__dirname, '../statements');

export function readExamples(): readonly Example[] {
  return readFileSync(path.join(folder, 'examples.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([statement = '', sql = '', setup = '', grant = '', expect = '']) => ({
      statement,
      sql,
      setup,
      grant,
      expect,
    }));
}

/** The rows that no example can show. */
export function readWithoutExample(): readonly string[] {
  const lines = readFileSync(path.join(folder, 'without-example.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => line.split('\t')[0] ?? '');
}

const stage = readFileSync(path.join(folder, 'stage.sql'), 'utf8').trimEnd();

export interface ExampleScript {
  readonly text: string;
  /**
   * 1-based lines of the statement without and with the permission; `granted` is undefined where nothing can be
   * granted.
   */
  readonly bare: number;
  readonly granted: number | undefined;
}

/** The script of an example; `requires` is the formula of its row. */
export function scriptOf({ sql, setup, grant }: Example, requires: string): ExampleScript {
  const wanted = grant === '' ? grantsFor(parseFormula(requires)) : grant.split('; ');
  const grants = grant === '-' ? undefined : wanted;
  const lines = [
    ...stage.split('\n'),
    ...(setup === '' ? [] : setup.split('; ')),
    'GO',
    'USE Stage;',
    'GO',
    "EXECUTE AS LOGIN = 'low';",
    'GO',
    sql,
  ];
  const bare = lines.length;
  if (!grants) return { text: lines.join('\n'), bare, granted: undefined };
  lines.push(
    'GO',
    '--# session: login=sa db=Stage',
    'GO',
    ...grants,
    'GO',
    'USE Stage;',
    'GO',
    "EXECUTE AS LOGIN = 'low';",
    'GO',
    sql,
  );
  return { text: `${lines.join('\n')}\nGO`, bare, granted: lines.length };
}

/**
 * Statements that give `low` what satisfies the formula; undefined: something that cannot be granted, such as being an
 * owner.
 */
export function grantsFor(formula: Formula): readonly string[] | undefined {
  switch (formula.kind) {
    case 'atom':
      return grantFor(formula.atom);
    case 'all': {
      const all = formula.parts.map(grantsFor);
      return all.includes(undefined) ? undefined : all.flatMap((one) => one ?? []);
    }
    case 'any':
      return formula.parts.map(grantsFor).find((one) => one !== undefined);
  }
}

function grantFor(atom: Atom): readonly string[] | undefined {
  switch (atom.kind) {
    case 'nothing':
      return [];
    case 'server_role':
      return ['USE master;', `ALTER SERVER ROLE ${atom.role} ADD MEMBER low;`, 'USE Stage;'];
    case 'database_role':
      return atom.database === undefined
        ? [`ALTER ROLE ${atom.role} ADD MEMBER low;`]
        : [
            `USE ${atom.database};`,
            'CREATE USER low FOR LOGIN low;',
            `ALTER ROLE ${atom.role} ADD MEMBER low;`,
            'USE Stage;',
          ];
    case 'owner':
    case 'member':
      return undefined;
    case 'grantable':
    case 'permission':
      return permissionGrant(atom.permission, atom.class, atom.what);
  }
}

function permissionGrant(permission: string, kind: string, what: string | undefined): readonly string[] | undefined {
  if (kind === 'SERVER') return ['USE master;', `GRANT ${permission} TO low;`, 'USE Stage;'];
  if (kind === 'DATABASE' && what === 'master')
    return ['USE master;', 'CREATE USER low FOR LOGIN low;', `GRANT ${permission} TO low;`, 'USE Stage;'];
  if (kind === 'DATABASE') return [`GRANT ${permission} TO low;`];
  const name = kind === 'OBJECT' || kind === 'COLUMN' ? (objects[what ?? ''] ?? 'dbo.t') : names[kind];
  if (name === undefined || what?.startsWith('master.') || what?.startsWith('msdb.')) return undefined;
  const on = kind === 'OBJECT' || kind === 'COLUMN' ? name : `${kind}::${what === 'effective-owner' ? 'dbo' : name}`;
  const server = kind === 'LOGIN' || kind === 'SERVER ROLE' || kind === 'ENDPOINT';
  const grant = `GRANT ${permission} ON ${on} TO low;`;
  return server ? ['USE master;', grant, 'USE Stage;'] : [grant];
}

const objects: Readonly<Record<string, string>> = {
  procedure: 'dbo.p',
  module: 'dbo.p',
  function: 'dbo.f',
  aggregate: 'dbo.agg',
  view: 'dbo.v',
  sequence: 'dbo.seq',
  synonym: 'dbo.syn',
  queue: 'dbo.q',
  policy: 'dbo.sp1',
};

const names: Readonly<Record<string, string>> = {
  SCHEMA: 'dbo',
  TYPE: 'dbo.ty',
  'XML SCHEMA COLLECTION': 'dbo.xsc',
  CERTIFICATE: 'cert',
  'ASYMMETRIC KEY': 'akey',
  'SYMMETRIC KEY': 'skey',
  USER: 'u2',
  ROLE: 'r',
  'APPLICATION ROLE': 'ar',
  LOGIN: 'target',
  'SERVER ROLE': 'sr',
  ENDPOINT: 'ep',
  'FULLTEXT CATALOG': 'ftc',
  'FULLTEXT STOPLIST': 'stl',
  'SEARCH PROPERTY LIST': 'spl',
  ASSEMBLY: 'asm',
  'MESSAGE TYPE': 'mt',
  CONTRACT: 'con',
  SERVICE: 'svc',
  ROUTE: 'rt',
  'REMOTE SERVICE BINDING': 'rsb',
};
