/** Tokens: who a frame is, as sys.login_token and sys.user_token show it (TOK-1 to TOK-9). */

import type { Name } from '../text/name';
import type { Id, Sid, Thumbprint } from './model';
import type { Reason } from './reason';

export type Usage = 'GRANT OR DENY' | 'DENY ONLY' | 'AUTHENTICATOR';

export interface TokenRow {
  /**
   * Undefined: the principal has no row in this scope (a Windows group by sid, the pseudo user of CONNECT ANY
   * DATABASE).
   */
  readonly id: Id | undefined;
  readonly name: Name;
  /**
   * Exactly as the server's view spells it: 'SQL LOGIN', 'SQL USER', 'ROLE', 'SERVER ROLE', 'APPLICATION ROLE', 'USER
   * MAPPED TO CERTIFICATE' ...
   */
  readonly type: string;
  readonly usage: Usage;
  /** false: a member on some paths only. */
  readonly certain: boolean;
}

/**
 * A login or user token. The first row is the primary identity; the others are secondary identities and authenticators.
 */
export interface Token {
  readonly rows: readonly TokenRow[];
  /** sid of the primary identity; undefined where there is none (roles, the pseudo user). */
  readonly sid: Sid | undefined;
  /** Undefined: complete. Else why other rows may be missing (Windows groups, an open catalog, a symbolic caller). */
  readonly incomplete?: Reason;
  /** Where it is incomplete because nobody knows whether the frame is trusted: what it is unless a fact holds. */
  readonly untrusted?: { readonly token: Token; readonly unless: string };
}

/** Who vouches for a database-scoped frame (XDB-10). */
export type Authenticator =
  | { readonly kind: 'owner'; readonly sid: Sid }
  | { readonly kind: 'key'; readonly key: Thumbprint };
