/**
 * A snapshot: what decides about identity and permission on one server, as `docs/collect.sql` saw it. Things refer to each
 * other by name, lists are in the order of their names, and nothing in it changes where the server does not: it diffs well.
 */
export const snapshotFormat = 1;

export interface Snapshot {
  readonly $schema?: string;
  readonly format: number;
  /** The day, as 2026-11-28. */
  readonly taken: string;
  readonly server: ServerPart;
  readonly databases: readonly DatabasePart[];
}

export interface ServerPart {
  readonly name: string;
  readonly version: string;
  /** EngineEdition: 5 is Azure SQL Database, 8 a managed instance. */
  readonly edition: number;
  readonly collation?: string;
  /** What the collector could not see; 'server': nothing of the server. */
  readonly notSeen: readonly string[];
  readonly logins: readonly Login[];
  readonly roles: readonly Role[];
  readonly members: readonly Member[];
  readonly permissions: readonly Permission[];
  readonly configuration: readonly { readonly name: string; readonly value: number }[];
  readonly linkedServers: readonly LinkedServer[];
  readonly endpoints: readonly { readonly name: string; readonly type?: string; readonly owner?: string }[];
  readonly credentials: readonly string[];
  readonly jobs: readonly { readonly name: string; readonly owner?: string; readonly enabled?: boolean }[];
  readonly proxies: readonly { readonly name: string; readonly credential?: string; readonly enabled?: boolean }[];
  readonly triggers: readonly Trigger[];
  /** The certificates and asymmetric keys of master. */
  readonly keys: readonly Key[];
}

export interface Login {
  readonly name: string;
  readonly type: 'sql' | 'windows' | 'windows_group' | 'certificate' | 'asymmetric_key' | 'external' | 'external_group';
  readonly sid?: string;
  readonly disabled?: boolean;
  /** The certificate or key of master. */
  readonly key?: string;
}
export interface Role {
  readonly name: string;
  readonly owner?: string;
}
export interface Member {
  readonly role: string;
  readonly member: string;
}
export interface Permission {
  readonly state: 'grant' | 'grant_with_grant_option' | 'deny';
  readonly permission: string;
  readonly class: string;
  readonly on?: string;
  readonly schema?: string;
  readonly column?: string;
  readonly to: string;
  readonly by?: string;
}
export interface LinkedServer {
  readonly name: string;
  readonly product?: string;
  readonly provider?: string;
  readonly rpcOut: boolean;
  readonly mappings: readonly { readonly local?: string; readonly self: boolean; readonly remote?: string }[];
}

export interface DatabasePart {
  readonly name: string;
  readonly owner?: string;
  readonly ownerSid?: string;
  readonly trustworthy?: boolean;
  readonly chaining?: boolean;
  readonly containment?: 'none' | 'partial';
  readonly recursiveTriggers?: boolean;
  readonly collation?: string;
  readonly state?: string;
  /** Whether the collector ran in it. */
  readonly collected: boolean;
  readonly notSeen: readonly string[];
  readonly users: readonly User[];
  readonly roles: readonly Role[];
  readonly applicationRoles: readonly { readonly name: string; readonly defaultSchema?: string }[];
  readonly members: readonly Member[];
  readonly permissions: readonly Permission[];
  readonly schemas: readonly Role[];
  readonly objects: readonly ObjectPart[];
  readonly types: readonly TypePart[];
  readonly triggers: readonly Trigger[];
  readonly keys: readonly Key[];
  readonly services: readonly { readonly name: string; readonly owner?: string; readonly queue?: string }[];
  readonly assemblies: readonly { readonly name: string; readonly owner?: string; readonly set?: string }[];
}

export interface User {
  readonly name: string;
  readonly type: 'sql' | 'windows' | 'windows_group' | 'certificate' | 'asymmetric_key' | 'external' | 'external_group';
  readonly sid?: string;
  /** Its login, where one has its sid. */
  readonly login?: string;
  readonly authentication?: string;
  readonly defaultSchema?: string;
  readonly key?: string;
}
export interface ObjectPart {
  readonly schema: string;
  readonly name: string;
  /** As in sys.objects: U, V, P, FN ... */
  readonly type: string;
  readonly owner?: string;
  readonly columns?: readonly string[];
  /** Functions and sequences in the defaults of its columns. */
  readonly defaults?: readonly ColumnDefault[];
  readonly target?: string;
  readonly parent?: string;
  readonly events?: readonly string[];
  readonly instead?: boolean;
  readonly disabled?: boolean;
  readonly activation?: { readonly procedure: string; readonly runAs?: string; readonly enabled: boolean };
  readonly module?: ModulePart;
  readonly signatures?: readonly Signature[];
}
export interface ColumnDefault {
  readonly column: string;
  readonly schema: string;
  readonly name: string;
  readonly sequence: boolean;
}
export interface ModulePart {
  /** 'caller', 'owner', or `user:` and a name. */
  readonly runAs: string;
  readonly quoted?: boolean;
  readonly assembly?: string;
  /** The lines of its text. */
  readonly text?: readonly string[];
}
export interface Signature {
  readonly thumbprint: string;
  readonly counter: boolean;
}
export interface TypePart {
  readonly schema: string;
  readonly name: string;
  readonly owner?: string;
  readonly table?: boolean;
}
export interface Trigger {
  readonly name: string;
  readonly events: readonly string[];
  readonly disabled?: boolean;
  readonly module?: ModulePart;
}
export interface Key {
  readonly type: 'certificate' | 'asymmetric_key' | 'symmetric_key';
  readonly name: string;
  readonly owner?: string;
  readonly thumbprint?: string;
  readonly private?: boolean;
}

/** A file that is no snapshot, or one that the client spoilt; the message is one line that says what to do. */
export class SnapshotProblem extends Error {}
