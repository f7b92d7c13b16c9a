/** Permissions and owners. */
import type { Span } from '../../text/span';
import type { NamedAt, ObjectName } from '../expression';
import type { StatementBase } from '../statement';

export type PermissionFamily = PermissionStatement | AlterAuthorization;

export interface PermissionStatement extends StatementBase {
  readonly kind: 'permission';
  readonly action: 'grant' | 'deny' | 'revoke';
  /** ALL [PRIVILEGES] is among them; it is left out of `permissions`. */
  readonly all: boolean;
  // names in upper case
  readonly permissions: readonly { readonly span: Span; readonly name: string; readonly columns: readonly NamedAt[] }[];
  /**
   * Undefined: the database (or the server, for a server permission). Class in upper case; 'OBJECT' where none is
   * written.
   */
  readonly securable?: {
    readonly span: Span;
    readonly class: string;
    readonly name: ObjectName;
    readonly columns: readonly NamedAt[];
  };
  readonly principals: readonly NamedAt[];
  readonly withGrantOption: boolean;
  readonly grantOptionFor: boolean;
  readonly cascade: boolean;
  readonly as?: NamedAt;
}

/** ALTER AUTHORIZATION ON [class::]name TO principal. Class in upper case, 'OBJECT' by default. */
export interface AlterAuthorization extends StatementBase {
  readonly kind: 'alter_authorization';
  readonly class: string;
  readonly name: ObjectName;
  readonly to: { readonly kind: 'principal'; readonly name: NamedAt } | { readonly kind: 'schema_owner' };
}
