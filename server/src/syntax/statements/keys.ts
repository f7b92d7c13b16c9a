/** Certificates, keys, signatures. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { NamedAt, ObjectName } from '../expression';
import type { StatementBase } from '../statement';

export type KeyStatement = CreateKey | AlterKey | BackupCertificate | Signature | KeyUse;

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
