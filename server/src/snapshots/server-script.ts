/** What a snapshot says of the server and of the options of its databases, as batches in master. */
import { bracket } from '../text/name';
import type { DatabasePart, LinkedServer, Login, Snapshot } from './model';
import { triggerBatches } from './module-script';
import { authorization, permissionStatement, quoted } from './words';

const system = /^(?:master|model|msdb|tempdb)$/i;

export function serverBatches({ server, databases }: Snapshot): readonly string[] {
  const seen = !server.notSeen.includes('server');
  const seesAll = seen && !server.notSeen.includes('definitions');
  const isKnown = (name: string): boolean => !seen || server.logins.some((one) => one.name === name);
  const sa = server.logins.find(({ sid }) => sid === '0x01')?.name ?? 'sa';
  const batches = [
    ...databases.filter(({ name }) => !system.test(name)).map(create),
    ...server.keys.map(keyStatement),
    ...server.logins.filter(({ name }) => name !== sa).map(loginStatement),
    ...server.roles.map((one) => `CREATE SERVER ROLE ${bracket(one.name)}${authorization(one.owner)};`),
    ...databases.filter(({ name }) => !system.test(name)).flatMap((one) => optionsOf(one, isKnown)),
    ...server.configuration.map((one) => `EXECUTE sp_configure ${quoted(one.name.toLowerCase())}, ${one.value};`),
    ...server.linkedServers.flatMap(linkedServer),
    ...server.members
      .filter(({ role, member }) => !(role === 'sysadmin' && member === sa))
      .map((one) => `ALTER SERVER ROLE ${bracket(one.role)} ADD MEMBER ${bracket(one.member)};`),
    ...server.permissions
      .filter(({ class: kind, on }) => kind !== 'ENDPOINT' || on === 'TSQL Default TCP')
      .map((row) => permissionStatement(row, sa)),
    ...(seesAll ? withdrawn() : []),
  ];
  const disabled = [
    ...server.logins
      .filter((one) => one.disabled && one.name !== sa)
      .map(({ name }) => `ALTER LOGIN ${bracket(name)} DISABLE;`),
    ...server.triggers
      .filter((one) => one.disabled)
      .map(({ name }) => `DISABLE TRIGGER ${bracket(name)} ON ALL SERVER;`),
  ];
  return [
    ...inBatches(batches),
    ...server.triggers.flatMap((one) => triggerBatches(one, 'ALL SERVER')),
    ...inBatches(disabled),
  ];

  /** What a server has from the start, and this one does not. */
  function withdrawn(): readonly string[] {
    const holds = (permission: string, to: string): boolean =>
      server.permissions.some((one) => one.permission === permission && one.to === to);
    return [
      ...server.logins
        .filter(({ name }) => name !== sa && !connects(name))
        .map(({ name }) => `REVOKE CONNECT SQL FROM ${bracket(name)};`),
      ...(holds('VIEW ANY DATABASE', 'public') ? [] : ['REVOKE VIEW ANY DATABASE FROM public;']),
      ...(holds('CONNECT', 'public') ? [] : ['REVOKE CONNECT ON ENDPOINT::[TSQL Default TCP] FROM public;']),
    ];
  }

  /** A login is made with the right to connect; one that has lost it keeps none. */
  function connects(name: string): boolean {
    return server.permissions.some(({ permission, to }) => permission === 'CONNECT SQL' && to === name);
  }
}

/** Statements of which a batch holds some. */
export function inBatches(statements: readonly string[]): readonly string[] {
  const batches: string[] = [];
  for (let at = 0; at < statements.length; at += 200) batches.push(statements.slice(at, at + 200).join('\n'));
  return batches;
}

function linkedServer({ name, rpcOut, mappings }: LinkedServer): readonly string[] {
  const server = `@rmtsrvname = ${quoted(name)}`;
  return [
    `EXECUTE sp_addlinkedserver @server = ${quoted(name)};`,
    `EXECUTE sp_serveroption @server = ${quoted(name)}, @optname = N'rpc out', @optvalue = ${rpcOut ? "N'true'" : "N'false'"};`,
    ...(mappings.some(({ local }) => local === undefined)
      ? []
      : [`EXECUTE sp_droplinkedsrvlogin ${server}, @locallogin = NULL;`]),
    ...mappings.map(
      ({ local, self, remote }) =>
        `EXECUTE sp_addlinkedsrvlogin ${server}, @useself = ${self ? "N'true'" : "N'false'"}, ` +
        `@locallogin = ${local === undefined ? 'NULL' : quoted(local)}, ` +
        `@rmtuser = ${remote === undefined ? 'NULL' : quoted(remote)};`,
    ),
  ];
}

function create({ name, containment, collation = '' }: DatabasePart): string {
  const contained = containment === 'partial' ? ' CONTAINMENT = PARTIAL' : '';
  return `CREATE DATABASE ${bracket(name)}${contained}${/^\w+$/.test(collation) ? ` COLLATE ${collation}` : ''};`;
}

function optionsOf(one: DatabasePart, isKnown: (login: string) => boolean): readonly string[] {
  const name = bracket(one.name);
  const set = (option: string, value: boolean | undefined): readonly string[] =>
    value === undefined ? [] : [`ALTER DATABASE ${name} SET ${option} ${value ? 'ON' : 'OFF'};`];
  return [
    ...(one.owner !== undefined && isKnown(one.owner)
      ? [`ALTER AUTHORIZATION ON DATABASE::${name} TO ${bracket(one.owner)};`]
      : []),
    ...set('TRUSTWORTHY', one.trustworthy),
    ...set('DB_CHAINING', one.chaining),
    ...set('RECURSIVE_TRIGGERS', one.recursiveTriggers),
  ];
}

function loginStatement(login: Login): string {
  const sid = login.sid === undefined ? '' : `, SID = ${login.sid}`;
  return `CREATE LOGIN ${bracket(login.name)} ${loginSource(login, sid)};`;
}

function loginSource({ type, key = '' }: Login, sid: string): string {
  switch (type) {
    case 'sql':
      return `WITH PASSWORD = N'$(password)'${sid}`;
    case 'windows':
    case 'windows_group':
      return 'FROM WINDOWS';
    case 'certificate':
      return `FROM CERTIFICATE ${bracket(key)}`;
    case 'asymmetric_key':
      return `FROM ASYMMETRIC KEY ${bracket(key)}`;
    case 'external':
    case 'external_group':
      return 'FROM EXTERNAL PROVIDER';
  }
}

/** Keys are known by their thumbprints, wherever they are. */
export function keyStatement({
  type,
  name,
  owner,
  thumbprint,
  private: isPrivate,
}: Snapshot['server']['keys'][number]): string {
  const own = authorization(owner);
  if (type === 'symmetric_key') {
    if (/^##MS_DatabaseMasterKey##$/i.test(name)) return "CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'$(password)';";
    return `CREATE SYMMETRIC KEY ${bracket(name)}${own} WITH ALGORITHM = AES_256 ENCRYPTION BY PASSWORD = N'$(password)';`;
  }
  const file = `'thumbprint:${(thumbprint ?? '').replace(/^0x/, '')}'`;
  const key = isPrivate && type === 'certificate' ? ` WITH PRIVATE KEY (FILE = ${file})` : '';
  return `CREATE ${type.replace('_', ' ').toUpperCase()} ${bracket(name)}${own} FROM FILE = ${file}${key};`;
}
