// Turns the fact tables of data/ into TypeScript tables in server/src/catalog/generated/.
// Run: node tools/generate-data.mjs          writes the files
//      node tools/generate-data.mjs --check  fails when a file is stale
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'server', 'src', 'catalog', 'generated');

/** The text of every generated file, by its path. */
export function generate() {
  const files = new Map();
  const add = (name, source, text) =>
    files.set(join(target, name), `// Generated from data/${source} by tools/generate-data.mjs. Do not edit.\n${text}`);
  add('builtin-permissions.ts', 'builtin-permissions.tsv', builtinPermissions());
  add('fixed-roles.ts', 'fixed-server-roles.tsv and data/fixed-database-roles.tsv', fixedRoles());
  add('statement-permissions.ts', 'statement-permissions.tsv', statementPermissions());
  add('messages.ts', 'messages.tsv', messages());
  add('message-help.ts', 'message-help.tsv', messageHelp());
  add('identity-functions.ts', 'identity-functions.tsv', identityFunctions());
  add('system-objects.ts', 'system-objects-permissions.tsv', systemObjects());
  return files;
}

function rows(file) {
  const [header, ...lines] = readFileSync(join(root, 'data', file), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i] ?? ''])));
}

const quote = (value) => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const list = (values) => `[${values.map(quote).join(', ')}]`;
const table = (name, type, comment, lines) =>
  `\n/** ${comment} */\nexport const ${name}: ${type} = [\n${lines.map((line) => `  ${line},\n`).join('')}];\n`;

function builtinPermissions() {
  const lines = rows('builtin-permissions.tsv').map((row) =>
    list([
      row.class_desc,
      row.permission_name,
      row.covering_permission_name,
      row.parent_class_desc,
      row.parent_covering_permission_name,
      row.since,
    ]),
  );
  return table(
    'builtinPermissions',
    'readonly (readonly [string, string, string, string, string, string])[]',
    'class, permission, covering permission, parent class, parent permission, first release',
    lines,
  );
}

function fixedRoles() {
  const server = rows('fixed-server-roles.tsv').map((row) =>
    list([row.role, row.permission, row.class, row.state, row.since]),
  );
  const database = rows('fixed-database-roles.tsv')
    .filter((row) => row.class === 'DATABASE')
    .map((row) => list([row.role, row.permission, row.class, row.state, row.since]));
  const msdb = rows('fixed-database-roles.tsv')
    .filter((row) => row.class === 'MSDB ROLE')
    .map((row) => quote(row.role));
  const azure = rows('fixed-database-roles.tsv')
    .filter((row) => row.class === 'AZURE MASTER ROLE')
    .map((row) => quote(row.role));
  const type = 'readonly (readonly [string, string, string, string, string])[]';
  return (
    table('fixedServerRoleRights', type, 'role, permission, class, state, first release', server) +
    table('fixedDatabaseRoleRights', type, 'role, permission, class, state, first release', database) +
    table('msdbRoles', 'readonly string[]', 'Roles that msdb has from the start.', msdb) +
    table('azureMasterRoles', 'readonly string[]', 'Roles of the logical master of Azure SQL Database.', azure)
  );
}

function statementPermissions() {
  const lines = rows('statement-permissions.tsv').map((row) =>
    list([
      row.statement,
      row.scope,
      row.requires,
      row.also_owner,
      row.denied_error,
      row.exists_leak,
      row.chains,
      row.in_database_frame,
      row.platforms,
      row.confidence,
    ]),
  );
  return table(
    'statementPermissions',
    'readonly (readonly [string, string, string, string, string, string, string, string, string, string])[]',
    'statement, scope, requires, also_owner, denied_error, exists_leak, chains, in_database_frame, platforms, confidence',
    lines,
  );
}

function messageHelp() {
  const lines = rows('message-help.tsv').map(
    ({ number, why, advice }) => `[${number}, ${quote(why)}, ${quote(advice)}]`,
  );
  return table('help', 'readonly (readonly [number, string, string])[]', 'number, why, what to do', lines);
}

function messages() {
  const lines = rows('messages.tsv').map(
    (row) => `[${row.number}, ${row.severity === '?' ? 16 : row.severity}, ${quote(row.text)}]`,
  );
  return table(
    'messages',
    'readonly (readonly [number, number, string])[]',
    'number, severity, text with inserts',
    lines,
  );
}

function identityFunctions() {
  const lines = rows('identity-functions.tsv').map((row) =>
    list([row.name, row.form, row.arguments, row.reports, row.follows]),
  );
  return table(
    'identityFunctions',
    'readonly (readonly [string, string, string, string, string])[]',
    'name, form, arguments, reports, follows',
    lines,
  );
}

function systemObjects() {
  const lines = rows('system-objects-permissions.tsv').map((row) =>
    list([row.object, row.kind, row.scope, row.required_permission, row.also_sufficient, row.since, row.note]),
  );
  return table(
    'systemObjects',
    'readonly (readonly [string, string, string, string, string, string, string])[]',
    'object, kind, scope, required permission, also sufficient, first release, note',
    lines,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let stale = 0;
  mkdirSync(target, { recursive: true });
  for (const [path, text] of generate()) {
    let old = '';
    try {
      old = readFileSync(path, 'utf8');
    } catch {
      // not generated yet
    }
    if (old === text) continue;
    if (process.argv.includes('--check')) {
      console.error(`stale: ${path}`);
      stale++;
    } else writeFileSync(path, text);
  }
  process.exitCode = stale ? 1 : 0;
}
