/** Databases, and what concerns the whole server. */
import type { Name } from '../../text/name';
import type { Expression, NamedAt } from '../expression';
import type { StatementBase } from '../statement';
import type { Option } from './principals';

export type ServerStatement = CreateDatabase | AlterDatabase | Backup | Restore | Dbcc | Simple;

export interface CreateDatabase extends StatementBase {
  readonly kind: 'create_database';
  readonly name: NamedAt;
  readonly options: readonly Option[]; // CONTAINMENT, COLLATE, TRUSTWORTHY, DB_CHAINING ...
  /** Where its contents come from; a new one where left out. */
  readonly from?:
    | { readonly kind: 'files' }
    | { readonly kind: 'snapshot'; readonly of: Name }
    /** `of` undefined: a database of another server. */
    | { readonly kind: 'copy'; readonly of: Name | undefined };
}

export interface AlterDatabase extends StatementBase {
  readonly kind: 'alter_database';
  /** Undefined: CURRENT. */
  readonly name?: NamedAt;
  readonly options: readonly Option[]; // of SET; ['TRUSTWORTHY', 'ON']; or COLLATE
  readonly newName?: NamedAt;
  /** ALTER DATABASE SCOPED CONFIGURATION and other forms: the words after ALTER DATABASE. */
  readonly words: readonly string[];
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
