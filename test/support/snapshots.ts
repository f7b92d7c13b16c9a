/** Snapshots for tests, and scripts that are run on top of them. */
import type { DatabasePart, ServerPart, Snapshot } from '../../server/src/snapshots/model';
import { scriptsOf, scriptUri } from '../../server/src/snapshots/scripts';
import type { Parser } from '../../server/src/syntax/parser';
import { finish } from '../../server/src/text/finish';
import { type Stage, Workspace } from '../../server/src/workspace/workspace';

export const serverPart: ServerPart = {
  name: 'PROD',
  version: '16.0.4135.4',
  edition: 3,
  notSeen: [],
  logins: [
    { name: 'clerk', type: 'sql', sid: '0xab' },
    { name: 'sa', type: 'sql', sid: '0x01' },
  ],
  roles: [],
  members: [{ role: 'sysadmin', member: 'sa' }],
  permissions: [
    { state: 'grant', permission: 'CONNECT', class: 'ENDPOINT', on: 'TSQL Default TCP', to: 'public', by: 'sa' },
    { state: 'grant', permission: 'CONNECT SQL', class: 'SERVER', to: 'clerk', by: 'sa' },
    { state: 'grant', permission: 'CONNECT SQL', class: 'SERVER', to: 'sa', by: 'sa' },
    { state: 'grant', permission: 'VIEW ANY DATABASE', class: 'SERVER', to: 'public', by: 'sa' },
  ],
  configuration: [],
  linkedServers: [],
  endpoints: [{ name: 'TSQL Default TCP', type: 'TSQL', owner: 'sa' }],
  credentials: [],
  jobs: [],
  proxies: [],
  triggers: [],
  keys: [],
};

export const shopPart: DatabasePart = {
  name: 'shop',
  owner: 'sa',
  ownerSid: '0x01',
  trustworthy: false,
  chaining: false,
  containment: 'none',
  recursiveTriggers: false,
  collation: 'Latin1_General_CI_AS',
  state: 'ONLINE',
  collected: true,
  notSeen: [],
  users: [
    { name: 'clerk', type: 'sql', sid: '0xab', login: 'clerk', authentication: 'INSTANCE', defaultSchema: 'dbo' },
  ],
  roles: [],
  applicationRoles: [],
  members: [],
  permissions: [
    { state: 'grant', permission: 'CONNECT', class: 'DATABASE', to: 'clerk', by: 'dbo' },
    { state: 'grant', permission: 'CONNECT', class: 'DATABASE', to: 'dbo', by: 'dbo' },
  ],
  schemas: [],
  objects: [{ schema: 'dbo', name: 'Orders', type: 'U', columns: ['id'] }],
  types: [],
  triggers: [],
  keys: [],
  services: [],
  assemblies: [],
};

export function snapshotOf(server: Partial<ServerPart> = {}, ...databases: readonly Partial<DatabasePart>[]): Snapshot {
  const all = databases.length === 0 ? [{}] : databases;
  return {
    format: 1,
    taken: '2026-11-28',
    server: { ...serverPart, ...server },
    databases: all.map((one) => ({ ...shopPart, ...one })),
  };
}

export const onto: Stage = {
  login: 'sa',
  database: 'master',
  version: '2022',
  knowledge: 'open',
  guardDialect: false,
};

export const file = 'prod.tsqlcontext-snapshot.json';

/** A workspace of a snapshot and scripts. */
export function workspaceOn(
  parser: Parser,
  snapshot: Snapshot,
  scripts: Readonly<Record<string, string>>,
  stage: Stage = onto,
): Workspace {
  const workspace = new Workspace(parser, stage);
  for (const script of scriptsOf(snapshot)) workspace.put(scriptUri(file, script), script.text);
  for (const [uri, text] of Object.entries(scripts)) workspace.put(uri, text);
  return workspace;
}

/** What comes of each statement of a script at batch level: 'ok', an error's number, or why it is not known. */
export function outcomesIn(workspace: Workspace, uri: string): readonly string[] {
  const analysed = finish(workspace.analyse(uri, { run: 'predicted' }))!;
  return analysed.analysis.run.parts.flatMap((part) =>
    part.kind === 'batch' ? part.run.steps.map(({ step }) => outcomeOf(step.paths[0]?.outcome)) : [],
  );
}

function outcomeOf(
  outcome: { readonly kind: string; readonly number?: unknown; readonly because?: unknown } | undefined,
): string {
  if (outcome?.kind === 'error') return String(outcome.number);
  if (outcome?.kind === 'unknown') return `unknown: ${(outcome.because as { readonly text: string }).text}`;
  return outcome?.kind ?? 'unreachable';
}
