/** Databases, cryptography, CLR assemblies, Service Broker, and what concerns the whole server. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { Expression, NamedAt, ObjectName } from '../expression';
import type { StatementBase } from '../statement';
import type { ModuleContext } from './objects';
import type { Option } from './principals';

export type DatabaseStatement = CreateDatabase | AlterDatabase | AlterAuthorization | CreateAssembly | Backup | Restore;
export interface CreateDatabase extends StatementBase {
  readonly kind: 'create_database';
  readonly name: NamedAt;
  readonly options: readonly Option[]; // CONTAINMENT, TRUSTWORTHY, DB_CHAINING ...
  readonly attach: boolean;
  readonly snapshotOf?: Name;
}
export interface AlterDatabase extends StatementBase {
  readonly kind: 'alter_database';
  /** Undefined: CURRENT. */
  readonly name?: NamedAt;
  readonly options: readonly Option[]; // of SET; ['TRUSTWORTHY', 'ON']
  readonly newName?: NamedAt;
  /** ALTER DATABASE SCOPED CONFIGURATION and other forms: the words after ALTER DATABASE. */
  readonly words: readonly string[];
}
/** ALTER AUTHORIZATION ON [class::]name TO principal. Class in upper case, 'OBJECT' by default. */
export interface AlterAuthorization extends StatementBase {
  readonly kind: 'alter_authorization';
  readonly class: string;
  readonly name: ObjectName;
  readonly to: { readonly kind: 'principal'; readonly name: NamedAt } | { readonly kind: 'schema_owner' };
}
export interface CreateAssembly extends StatementBase {
  readonly kind: 'create_assembly' | 'alter_assembly';
  readonly name: NamedAt;
  readonly owner?: NamedAt;
  readonly from?:
    | { readonly kind: 'file'; readonly path?: string }
    | { readonly kind: 'binary'; readonly text: string }
    | { readonly kind: 'variable'; readonly name: Name }
    | { readonly kind: 'other' };
  readonly permissionSet?: 'SAFE' | 'EXTERNAL_ACCESS' | 'UNSAFE';
}
export interface Backup extends StatementBase {
  readonly kind: 'backup';
  readonly what: 'database' | 'log';
  readonly database: NamedAt;
}
export interface Restore extends StatementBase {
  readonly kind: 'restore';
  readonly what: string;
  readonly database?: NamedAt;
  readonly fromSnapshot: boolean;
}

export type CryptoStatement = CreateKey | AlterKey | BackupCertificate | Signature | KeyUse;
/** CREATE CERTIFICATE, ASYMMETRIC KEY, SYMMETRIC KEY, MASTER KEY. */
export interface CreateKey extends StatementBase {
  readonly kind: 'create_key';
  readonly type: 'certificate' | 'asymmetric_key' | 'symmetric_key' | 'master_key';
  readonly name?: NamedAt; // a master key has none
  readonly owner?: NamedAt;
  readonly from:
    | { readonly kind: 'generated' }
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'binary'; readonly text?: string } // undefined: not a literal
    | { readonly kind: 'assembly'; readonly name: Name }
    | { readonly kind: 'other' };
  readonly privateKey: boolean;
  /** Its private key is encrypted by the master key of the database, not by a password. */
  readonly underMasterKey: boolean;
  readonly literalPassword: boolean;
}
export interface AlterKey extends StatementBase {
  readonly kind: 'alter_key';
  readonly type: CreateKey['type'];
  readonly name?: NamedAt;
  readonly removePrivateKey: boolean;
  /** WITH PRIVATE KEY (FILE = ... or BINARY = ...). */
  readonly addPrivateKey: boolean;
}
export interface BackupCertificate extends StatementBase {
  readonly kind: 'backup_certificate';
  readonly name: NamedAt;
  readonly file: string;
  readonly privateKeyFile?: string;
}
/** ADD or DROP [COUNTER] SIGNATURE. */
export interface Signature extends StatementBase {
  readonly kind: 'signature';
  readonly action: 'add' | 'drop';
  readonly counter: boolean;
  readonly class: string; // 'OBJECT', 'ASSEMBLY', 'DATABASE'
  readonly module: ObjectName;
  readonly by: readonly {
    readonly span: Span;
    readonly kind: 'certificate' | 'asymmetric_key';
    readonly name: NamedAt;
    readonly blob: boolean;
  }[];
}
/** OPEN or CLOSE of keys. */
export interface KeyUse extends StatementBase {
  readonly kind: 'key_use';
  readonly action: 'open' | 'close';
  readonly type: 'symmetric_key' | 'master_key';
  readonly name?: NamedAt;
  /** OPEN ... DECRYPTION BY CERTIFICATE c | ASYMMETRIC KEY k; undefined: by a password or another symmetric key. */
  readonly by?: { readonly kind: 'certificate' | 'asymmetric_key'; readonly name: NamedAt };
}

export type ServerStatement = Dbcc | Simple;
export interface Dbcc extends StatementBase {
  readonly kind: 'dbcc';
  readonly command: string;
  readonly arguments: readonly Expression[];
  /** Words behind WITH, in upper case. */
  readonly options: readonly string[];
}
export interface Simple extends StatementBase {
  readonly kind: 'kill' | 'shutdown' | 'reconfigure' | 'checkpoint';
  /** All words in upper case, as in KILL STATS JOB. */
  readonly words: readonly string[];
}

export type BrokerStatement = Queue | Service | Dialog | Send | Receive | EventNotification;
export interface Queue extends StatementBase {
  readonly kind: 'queue';
  readonly action: 'create' | 'alter';
  readonly name: ObjectName;
  readonly activation?: {
    readonly span: Span;
    readonly drop: boolean;
    readonly enabled: boolean;
    readonly procedure?: ObjectName;
    readonly executeAs?: ModuleContext;
  };
  readonly enabled?: boolean; // STATUS = ON | OFF
}
export interface Service extends StatementBase {
  readonly kind: 'service';
  readonly action: 'create' | 'alter';
  readonly name: NamedAt;
  readonly owner?: NamedAt;
  readonly queue?: ObjectName;
}
export interface Dialog extends StatementBase {
  readonly kind: 'begin_dialog';
  readonly handle: Name;
  readonly from: NamedAt;
  readonly to?: Expression;
}
export interface Send extends StatementBase {
  readonly kind: 'send';
  readonly handles: readonly Name[];
}
export interface Receive extends StatementBase {
  readonly kind: 'receive';
  readonly queue: ObjectName;
}
export interface EventNotification extends StatementBase {
  readonly kind: 'event_notification';
  readonly name: NamedAt;
  readonly on: 'server' | 'database' | 'queue';
  readonly queue?: ObjectName;
}
