/**
 * The virtual server: everything that is stored on a SQL Server instance and that a decision about identity or
 * permission looks at. It does not know what a session is. Values never change; a change makes a new catalog
 * (catalog/change/), and the same change of the same catalog gives the same object.
 *
 * What is not known is a value too. `knowledge` says whether the list of something is complete: where it is 'open', a
 * name that is not there may still exist. An entry with `certain: false` exists in this form on some paths only.
 */

import type { Map } from 'immutable';
import type { ObjectName } from '../syntax/expression';
import type { Folded, Name } from '../text/name';
import type { Reason } from './reason';

export type Knowledge = 'complete' | 'open';
export type Version = '2016' | '2017' | '2019' | '2022' | '2025' | 'azure-sql-database' | 'managed-instance';

export interface Catalog {
  readonly version: Version;
  readonly server: Server;
  readonly databases: Map<Folded, Database>;
}

/** Identity of a security principal across the instance; what the server calls a sid. Survives a rename, not a drop. */
export type Sid = string & { readonly sid: unique symbol };
/** Identity of a principal, object, ... within its database or within the server. Survives a rename, not a drop. */
export type Id = string & { readonly id: unique symbol };
/** Identity of a certificate or asymmetric key by its public key: the same in every database it was copied to. */
export type Thumbprint = string & { readonly thumbprint: unique symbol };

export interface Entry {
  readonly id: Id;
  readonly name: Name;
  /** false: on some paths only, or in another form on some path. */
  readonly certain: boolean;
  /** The scripts that define it, each in its way: why it is not certain. */
  readonly versions?: readonly string[];
  /** Nobody declared it: a statement that names it is taken to have succeeded (catalog/change/principals/implied.ts). */
  readonly implied?: true;
}

/** What scripts dropped, by the texts of lookup.ts (change/gone.ts). */
export type Gone = Map<string, true>;

/** Kinds of things of which nobody listed all, though `knowledge` is complete. */
export type Unlisted = Map<UnlistedKind, true>;
export type UnlistedKind =
  | 'assembly'
  | 'other'
  | 'xml schema collection'
  | 'credential'
  | 'endpoint'
  | 'job'
  | 'linked server'
  /** Whoever comes by way of a Windows or Entra group has no login or user of his own. */
  | 'member of a group';
/** true: capitals count; 'perhaps': on some paths; undefined: they do not, or nobody says so. */
export type CaseSensitive = true | 'perhaps';

export interface Server {
  /** Its collation: for logins, names of databases and whatever else has its name on the server. */
  readonly caseSensitive?: CaseSensitive;
  readonly gone?: Gone;
  readonly unlisted?: Unlisted;
  /** A statement of which not everything is known may have changed anything (UNK-3). */
  readonly unseen?: true;
  readonly knowledge: Knowledge;
  readonly principals: Map<Id, ServerPrincipal>;
  /** Role id -> ids of its direct members. */
  readonly members: Map<Id, Map<Id, Membership>>;
  readonly permissions: Map<string, PermissionRow>;
  readonly configuration: Map<string, number | undefined>; // lower-case option name; undefined: not known
  readonly linkedServers: Map<Folded, LinkedServer>;
  readonly triggers: Map<Id, Module>;
  readonly credentials: Map<Folded, Entry>;
  readonly endpoints: Map<Folded, Entry & { readonly owner?: Id }>;
  /** Hashes (as written, in lower case) that sp_add_trusted_assembly made known. */
  readonly trustedAssemblies: Map<string, Membership & { readonly description?: string }>;
  /** Agent jobs that the scripts define, by folded name. */
  readonly jobs: Map<Folded, Job>;
  /** What BACKUP CERTIFICATE wrote: folded file name -> key. */
  readonly keyFiles: Map<string, Thumbprint>;
  /** Azure SQL Database: the server's administrator, who enters every database as dbo (AZ-4). */
  readonly administrator?: Id;
}

export interface Membership {
  readonly certain: boolean;
}

export interface ServerPrincipal extends Entry {
  readonly sid: Sid;
  readonly type:
    | 'sql_login'
    | 'windows_login'
    | 'windows_group'
    | 'certificate_login'
    | 'key_login'
    | 'external_login'
    | 'external_group'
    | 'server_role';
  readonly fixed: boolean; // fixed server role, or sa
  readonly disabled: boolean;
  readonly owner?: Id; // of a server role
  readonly key?: Thumbprint;
  /**
   * Made by a statement of the analysis, so all its memberships and permissions are known, also where `knowledge` is
   * open.
   */
  readonly created?: true;
}

/** Lists of mappings; `local` undefined: for every login without one of its own. */
export interface LinkedServer extends Entry {
  /** Whether procedures can be called there; undefined: not known. */
  readonly rpcOut?: boolean;
  readonly mappings: readonly { readonly local?: Id; readonly useSelf: boolean; readonly remote?: Name }[];
}

/** A job of SQL Server Agent; `owner`: a login (ENT-4). */
export interface Job extends Entry {
  readonly owner: Id | undefined;
  readonly steps: readonly JobStep[];
}
export interface JobStep {
  readonly id: number;
  readonly name: Name;
  /** 'TSQL', 'CMDEXEC' ... */
  readonly subsystem: string;
  /** Undefined: not known before the script is run. */
  readonly command: string | undefined;
  /** Where left out, master. */
  readonly database?: Name;
  readonly databaseUser?: Name;
  /** Whether success leads to the next step; else the job ends. */
  readonly goesOn: boolean;
}

export interface Database extends Entry {
  readonly gone?: Gone;
  readonly unlisted?: Unlisted;
  readonly knowledge: Knowledge;
  /**
   * 'open': has objects that nobody listed (master, msdb), though its principals and permissions are known. Else as
   * `knowledge`.
   */
  readonly objectKnowledge?: Knowledge;
  /**
   * One of the server's own. Where knowledge is open, what guest and public hold in it is still that of a fresh server
   * (UNK-10).
   */
  readonly system?: true;
  /** A statement of which not everything is known may have changed anything in it (UNK-3). */
  readonly unseen?: true;
  /** Its rows were written elsewhere: in them dbo may be somebody who has no login here (PRN-46). */
  readonly foreign?: true;
  /** Login that owns it; undefined: not known. A sid that no login has makes dbo an orphan. */
  readonly owner: Sid | undefined;
  /** The owner is the login as which the script is taken to be run, because nobody says it. */
  readonly ownerAssumed?: true;
  readonly trustworthy: boolean | undefined; // undefined: not known
  readonly chaining: boolean | undefined;
  readonly containment: 'none' | 'partial';
  /** Its collation: for texts, and for names as far as the catalog follows it (catalog/collation.ts). */
  readonly caseSensitive?: CaseSensitive;
  /** 'fixed': names do not follow the collation of the database; 'perhaps': it is not known whether they do. */
  readonly catalogCollation?: 'fixed' | 'perhaps';
  /** RECURSIVE_TRIGGERS: whether a trigger's own statements fire it again. Off unless a script says otherwise. */
  readonly recursiveTriggers: boolean;
  /**
   * Whether it has a master key, without which a key with no password of its own cannot be made (15581); undefined: not
   * known.
   */
  readonly masterKey: boolean | undefined;
  readonly principals: Map<Id, DatabasePrincipal>;
  readonly members: Map<Id, Map<Id, Membership>>;
  readonly permissions: Map<string, PermissionRow>;
  readonly schemas: Map<Id, Schema>;
  readonly objects: Map<Id, SqlObject>;
  /** DDL triggers of the database. */
  readonly triggers: Map<Id, Module>;
  readonly keys: Map<Id, Key>;
  readonly assemblies: Map<Id, Assembly>;
  readonly services: Map<Id, Service>;
  /**
   * Everything else that permissions name: message types, contracts, routes, full-text catalogs ... by class and name.
   */
  readonly others: Map<string, Entry & { readonly class: string; readonly owner?: Id }>;
}

export interface DatabasePrincipal extends Entry {
  readonly type:
    | 'sql_user'
    | 'windows_user'
    | 'windows_group'
    | 'certificate_user'
    | 'key_user'
    | 'external_user'
    | 'external_group'
    | 'role'
    | 'application_role';
  /** How a user is authenticated: by its login, by nobody (WITHOUT LOGIN), by the database (contained). */
  readonly authentication: 'login' | 'none' | 'database';
  readonly sid: Sid | undefined; // roles have none
  readonly fixed: boolean; // fixed roles, public, dbo, guest, sys, INFORMATION_SCHEMA
  readonly owner?: Id; // of a role
  readonly defaultSchema?: Name;
  /** Of an application role: as a statement gave it in plain words (APP-3). Undefined: not known. */
  readonly password?: string | undefined;
  readonly key?: Thumbprint;
  /** As for server principals. */
  readonly created?: true;
}

export interface Schema extends Entry {
  readonly owner: Id;
}

interface ObjectBase extends Entry {
  readonly schema: Id;
  /** Set by ALTER AUTHORIZATION; else the schema's owner owns it. */
  readonly owner?: Id;
}
export type SqlObject = Table | Module | Synonym | Queue | PlainObject;
export interface Table extends ObjectBase {
  readonly kind: 'table';
  /** Undefined: not known. */
  readonly columns: readonly Name[] | undefined;
  /** The columns whose DEFAULT calls functions or takes numbers from sequences. */
  readonly defaults?: readonly {
    readonly column: Name;
    readonly functions: readonly ObjectName[];
    readonly sequences: readonly ObjectName[];
  }[];
}
export interface Synonym extends ObjectBase {
  readonly kind: 'synonym';
  readonly target: ObjectName;
}
export interface PlainObject extends ObjectBase {
  readonly kind: 'sequence' | 'type' | 'xml_schema_collection' | 'other';
  /** A type whose variables need EXECUTE on it: one of tables, or of an assembly. */
  readonly guarded?: true;
}
export interface Queue extends ObjectBase {
  readonly kind: 'queue';
  readonly enabled: boolean;
  readonly activation?: { readonly enabled: boolean; readonly procedure: ObjectName; readonly context: RunAs };
}

/**
 * A procedure, function, view or trigger. `body` names the text that defines it: see `Definitions` of
 * engine/session/model.ts.
 */
export interface Module extends ObjectBase {
  readonly kind: 'module';
  readonly type: 'procedure' | 'function' | 'view' | 'dml_trigger' | 'database_trigger' | 'server_trigger';
  readonly returns?: 'scalar' | 'inline' | 'table';
  readonly body: DefinitionId | undefined; // undefined: known by name only
  readonly runAs: RunAs;
  readonly signatures: readonly SignatureRow[];
  readonly external: boolean; // CLR
  /** The assembly that holds its code. */
  readonly assembly?: Name;
  readonly schemaBinding: boolean;
  /** Triggers: the table or view they hang on, what fires them, and whether they are enabled. */
  readonly parent?: Id;
  readonly events: readonly string[];
  readonly timing?: 'after' | 'instead_of';
  readonly enabled: boolean;
  readonly columns?: readonly Name[]; // of a view
}
export type DefinitionId = string & { readonly definition: unique symbol };

/** The stored EXECUTE AS clause: SELF was resolved when the module was created or last altered (MOD-3). */
export type RunAs =
  | { readonly kind: 'caller' }
  | { readonly kind: 'owner' }
  | { readonly kind: 'user'; readonly id: Id; readonly self: boolean } // database principal
  | { readonly kind: 'login'; readonly id: Id; readonly self: boolean } // server triggers
  | { readonly kind: 'unknown'; readonly because: Reason };

export interface SignatureRow {
  readonly key: Thumbprint;
  readonly counter: boolean;
  readonly certain: boolean /** sid of the EXECUTE AS principal at signing: it is part of the digest (SIG-12). */;
  readonly principal: string;
}

export interface Key extends Entry {
  readonly type: 'certificate' | 'asymmetric_key' | 'symmetric_key';
  readonly thumbprint: Thumbprint;
  readonly owner: Id;
  readonly privateKey: boolean;
}
export interface Assembly extends Entry {
  readonly owner: Id;
  readonly permissionSet: 'SAFE' | 'EXTERNAL_ACCESS' | 'UNSAFE';
  readonly image: Image;
  readonly signatures: readonly SignatureRow[];
}
/**
 * The bytes of an assembly: as they are written, where they are, and the key with which they are strongly named or
 * signed.
 */
export interface Image {
  readonly text?: string;
  readonly key?: Thumbprint;
}
export interface Service extends Entry {
  readonly owner: Id;
  readonly queue: Id | undefined;
}

/** One row of sys.database_permissions or sys.server_permissions (GRA-1). Its key: `permissionKey(row)`. */
export interface PermissionRow {
  readonly state: 'grant' | 'grant_with_grant_option' | 'deny';
  /** As in builtin-permissions: 'SELECT', 'IMPERSONATE'. */
  readonly permission: string;
  readonly securable: Securable;
  readonly grantee: Id;
  readonly grantor: Id;
  readonly certain: boolean;
  /** Granted on some paths and denied on others; then `state` is 'deny' and `certain` false. */
  readonly disputed?: true;
}

/**
 * What a permission is held on. `class` as in builtin-permissions: 'OBJECT', 'USER', 'LOGIN', 'SERVER', 'DATABASE' ...
 */
export interface Securable {
  readonly class: string;
  /** Id of the thing; for 'DATABASE' and 'SERVER' the fixed text 'database', 'server'. */
  readonly id: Id;
  readonly column?: Folded;
}
