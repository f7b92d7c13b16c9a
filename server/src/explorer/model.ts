/** The tree of what is known of the server: principals, databases, modules that switch context, keys, paths, gaps. */
import type { Catalog } from '../catalog/model';
import type { Definitions } from '../engine/session/model';
import type { Script } from '../syntax/statement';
import type { Name } from '../text/name';

/** What is explored: all that the scripts declare together. */
export interface Explored {
  readonly catalog: Catalog;
  readonly definitions: Definitions;
  readonly scripts: readonly Script[];
  /** The database in which scripts stand that name none. */
  readonly database: Name;
}

export interface Item {
  /** Names it when it is asked about; the same for as long as it is there. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: Icon;
  readonly expandable: boolean;
  /** Which questions can be asked of it: who reaches it, what it reaches. */
  readonly asks?: readonly ('who' | 'what')[];
  /** Where it is declared. */
  readonly place?: { readonly uri: string; readonly offset: number };
}

export type Icon =
  | 'server'
  | 'login'
  | 'database'
  | 'user'
  | 'role'
  | 'module'
  | 'key'
  | 'table'
  | 'path'
  | 'step'
  | 'unknown'
  | 'group';
