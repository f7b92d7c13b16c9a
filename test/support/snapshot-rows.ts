/** Facts as the rows that docs/collect.sql prints. */
export function rowsOf(facts: readonly object[]): readonly string[] {
  const pieces = facts.flatMap((fact) => {
    const text = JSON.stringify(fact);
    const parts = text.match(/[\s\S]{1,160}/g) ?? [];
    return parts.map((piece, index) => ({ piece, more: index < parts.length - 1 ? '+' : ';' }));
  });
  return pieces.map(({ piece, more }, at) => `[${at + 1}/${pieces.length}${more}${piece.length}|${piece}|${at + 1}]`);
}

/** A small server: database shop, login and user clerk, a table, a procedure that runs as its owner. */
export const shop: readonly object[] = [
  {
    f: 'snapshot',
    format: 1,
    taken: '2026-11-28',
    server: 'PROD',
    db: 'shop',
    version: '16.0.1',
    edition: 3,
    collation: 'Latin1_General_CI_AS',
    sees_server: 1,
    sees_db: 1,
    probe: 'äЖ中',
  },
  { f: 'login', id: 1, name: 'sa', type: 'S', sid: '0x01', disabled: true, fixed: false },
  { f: 'login', id: 3, name: 'sysadmin', type: 'R', fixed: true },
  { f: 'login', id: 260, name: 'clerk', type: 'S', sid: '0xAB', disabled: false, fixed: false },
  { f: 'server_permission', class: 100, major: 0, grantee: 260, grantor: 1, permission: 'CONNECT SQL', state: 'G' },
  { f: 'configuration', name: 'clr enabled', value: 0 },
  { f: 'database', name: 'shop', sid: '0x01', owner: 'sa', trustworthy: false, chaining: false, containment: 'NONE' },
  {
    f: 'database',
    name: 'payroll',
    sid: '0x01',
    owner: 'sa',
    trustworthy: false,
    chaining: false,
    containment: 'NONE',
  },
  { f: 'user', id: 1, name: 'dbo', type: 'S', sid: '0x01', fixed: false },
  { f: 'user', id: 5, name: 'clerk', type: 'S', sid: '0xAB', authentication: 'INSTANCE', default_schema: 'dbo' },
  { f: 'schema', id: 1, name: 'dbo', owner: 1 },
  { f: 'object', id: 100, schema: 1, name: 'Orders', type: 'U', columns: [{ name: 'id', id: 1 }] },
  { f: 'object', id: 101, schema: 1, name: 'Report', type: 'P' },
  {
    f: 'module',
    id: 101,
    run_as: -2,
    quoted: true,
    text: 'CREATE PROCEDURE dbo.Report WITH EXECUTE AS OWNER AS\r\nSELECT id, N\'"quoted"\' FROM dbo.Orders;',
  },
  { f: 'permission', class: 0, major: 0, minor: 0, grantee: 5, grantor: 1, permission: 'CONNECT', state: 'G' },
  { f: 'permission', class: 1, major: 101, minor: 0, grantee: 5, grantor: 1, permission: 'EXECUTE', state: 'G' },
  { f: 'end' },
];
