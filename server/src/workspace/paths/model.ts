/**
 * Escalation paths (docs/rulebook, ESC): how somebody who is no administrator becomes one, or db_owner of a database that
 * is not his, by what scripts leave behind. A path is a line of T-SQL that the virtual server has let through: each step
 * is tried by the engine in the world that the steps before it lead to, so a path can be played, and what is not certain
 * is no step. The engine knows sandbox, trust and DENY; here stands only what is worth trying.
 */
import type { Catalog } from '../../catalog/model';
import type { Definitions, World } from '../../engine/session/model';
import type { Script, Statement } from '../../syntax/statement';
import type { Folded, Name } from '../../text/name';
import type { Span } from '../../text/span';

export interface Node {
  readonly id: string;
  readonly kind:
    | 'login'
    | 'server role'
    | 'user'
    | 'role'
    | 'procedure'
    | 'job'
    | 'server'
    | 'database'
    | 'service account';
  readonly name: Name;
  /** Of what stands in one. */
  readonly database?: Name;
}

/** What a statement of a script made so. */
export type Fact =
  | { readonly kind: 'member'; readonly role: Name; readonly member: Name; readonly database?: Folded }
  | {
      readonly kind: 'permission';
      readonly permission: string;
      readonly on: string; // 'LOGIN::sa', 'SERVER'
      readonly name: Name | undefined; // of the securable alone; undefined: the server, the database
      readonly grantee: Name;
      readonly database?: Folded;
    }
  | { readonly kind: 'owner'; readonly of: string; readonly name: Name | undefined; readonly database?: Folded }
  | { readonly kind: 'trustworthy'; readonly name: Name; readonly database: Folded }
  | { readonly kind: 'module'; readonly name: Name; readonly database: Folded }
  | { readonly kind: 'signature'; readonly module: Name; readonly database: Folded }
  | { readonly kind: 'key'; readonly name: Name; readonly database: Folded }
  | { readonly kind: 'job'; readonly name: Name }
  | { readonly kind: 'built in'; readonly text: string };

export type Edge =
  | 'is a member of'
  | 'may impersonate'
  | 'owns'
  | 'may execute'
  | 'may alter'
  | 'runs its text as'
  | 'runs what it calls as'
  | 'is trusted as'
  | 'lends'
  | 'may sign with'
  | 'runs as'
  | 'may add itself to'
  | 'may grant'
  | 'may set the password of'
  | 'may load code as';

export interface PathStep {
  readonly from: Node;
  readonly to: Node;
  readonly edge: Edge;
  readonly fact: Fact;
}

/** A place in a script. */
export interface PathSite {
  readonly script: Script;
  readonly span: Span;
}

export interface EscalationPath {
  readonly from: Node;
  readonly to: Node;
  readonly steps: readonly PathStep[];
  /** The steps as a script that `trace` runs, behind the scripts that the path was found in. */
  readonly play: string;
}

/** What a search finds: all shortest paths. */
export interface Search {
  readonly paths: readonly EscalationPath[];
  readonly cut?: Cut;
}

/** Where a search ended before all was looked at. */
export interface Cut {
  /** Those from whom too many ways lead on. */
  readonly from: readonly Node[];
  /** There are others from whom nothing was looked at. */
  readonly others: boolean;
}

/** What a search looks at. */
export interface Ground {
  readonly catalog: Catalog;
  readonly definitions: Definitions;
  /** Whether the private key of a certificate or key can be used without a password. */
  readonly opens: (database: Folded, key: Name) => boolean;
}

/** Somewhere on a path. */
export interface Position {
  readonly world: World;
  /** Whether it is inside what a statement runs, where no other connection can be opened. */
  readonly inside: boolean;
}

/** One more statement on a path. `write` puts what comes after it in its place. */
export interface Move {
  readonly steps: readonly PathStep[];
  readonly write: (rest: string) => string;
  readonly to: Position;
}

/** A statement that a path ends with. */
export interface LastMove extends Move {
  /** What is reached with it, whatever token one has then. */
  readonly reaches: Node;
}

export type CreateModule = Statement & { readonly kind: 'create_module' };
