/** What managed code is followed with: who it is to the operating system, what its variables hold, and what it does. */
import type { Span } from '../../text/span';
import type { Lambda, Method } from '../model';
import type { Frame } from './context';

/** A part of a member; it stays what it is wherever the member moves. */
export interface Site {
  readonly member: Method;
  readonly span: Span;
}

/** Who the thread is to the operating system. */
export type Identity =
  /** SQL Server's service account: nobody is impersonated. */
  | { readonly kind: 'service' }
  | { readonly kind: 'impersonated'; readonly by: Site; readonly outer: Identity }
  | { readonly kind: 'unknown' };

/** Whether it is the thread that SQL Server gave to the call. */
export type Thread = 'own' | 'other' | 'maybe other';

export type Value =
  | { readonly kind: 'null' | 'true' | 'false' }
  /** The caller's Windows identity. `checked`: it is known not to be null. */
  | { readonly kind: 'identity'; readonly checked: boolean }
  /** What `Impersonate` gives: `Undo` brings back the identity before it. */
  | { readonly kind: 'context'; readonly restores: Identity }
  | { readonly kind: 'object'; readonly type: string; readonly id: string }
  | Delegate
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] };

export interface Delegate {
  readonly kind: 'delegate';
  readonly code: Lambda | Routine;
  /** The frame whose variables it sees. */
  readonly around: Frame | undefined;
  readonly routine: Routine;
}

/** A method, and the type that it belongs to. */
export interface Routine {
  readonly type: string;
  readonly method: Method;
}

export type TextPart =
  | { readonly kind: 'literal'; readonly value: string; readonly site: Site }
  /** Text that whoever calls the routine chooses. */
  | { readonly kind: 'input'; readonly name: string }
  /** A number, a date, a quoted name: never code. */
  | { readonly kind: 'clean' }
  | { readonly kind: 'unknown' };

export interface World {
  readonly identity: Identity;
  readonly thread: Thread;
  /** In-process access while this impersonation lasts has been told already. */
  readonly told: boolean;
  /** Variables and fields of which something is known, by frame or object and name. */
  readonly values: ReadonlyMap<string, Value>;
}

/** What the code does at a place, in one of the ways that lead there. */
export type Deed =
  | { readonly kind: 'impersonate' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'data-access'; readonly text: readonly TextPart[] | undefined; readonly first: boolean }
  | { readonly kind: 'reach'; readonly what: Reached; readonly needs: PermissionNeeded }
  | { readonly kind: 'command'; readonly text: readonly TextPart[]; readonly to: ConnectionTo }
  | { readonly kind: 'identity'; readonly checked: boolean; readonly used: boolean }
  | { readonly kind: 'needs'; readonly what: string; readonly needs: PermissionNeeded }
  | { readonly kind: 'connection'; readonly to: ConnectionTo }
  /** The routine is left with the impersonation on. */
  | { readonly kind: 'left-impersonated'; readonly how: 'return' | 'exception' };

export type ConnectionTo = 'context' | 'other' | 'unknown';
export type PermissionNeeded = 'EXTERNAL_ACCESS' | 'UNSAFE';
export type Reached =
  | 'files'
  | 'the network'
  | 'the registry'
  | 'the event log'
  | 'processes'
  | 'other servers'
  | 'the directory service'
  | 'unmanaged code';

export interface Seen {
  readonly site: Site;
  readonly deed: Deed;
  readonly identity: Identity;
  readonly thread: Thread;
}

/** Who may run at a place. */
export interface Standing {
  readonly identity: Identity;
  readonly thread: Thread;
}

/** What came of following one entry point. */
export interface EntryRun {
  readonly seen: readonly Seen[];
  /** For each statement that is reached, who may run it. */
  readonly standings: ReadonlyMap<object, readonly Standing[]>;
  /** The routines that it enters, the entry point first. */
  readonly entered: readonly Routine[];
  /** The work was cut off: what is not found may be there. */
  readonly cut: boolean;
}
