/** Logins, users, roles, credentials. */
import type { Name } from '../../text/name';
import type { Span } from '../../text/span';
import type { NamedAt } from '../expression';
import type { StatementBase } from '../statement';

/** An option of the form NAME [=] VALUE; name in upper case, value as written without quotes. */
export interface Option {
  readonly span: Span;
  readonly name: string;
  readonly value?: string;
}

export type PrincipalStatement =
  | CreateLogin
  | AlterLogin
  | CreateUser
  | AlterUser
  | CreateRole
  | AlterRole
  | ApplicationRole
  | Credential;

export type PrincipalSource =
  | { readonly kind: 'password' | 'windows' | 'external' | 'without_login' | 'default' }
  | { readonly kind: 'login' | 'certificate' | 'asymmetric_key'; readonly name: NamedAt };

export interface CreateLogin extends StatementBase {
  readonly kind: 'create_login';
  readonly name: NamedAt;
  readonly source: PrincipalSource; // password, windows, external, certificate, asymmetric_key
  readonly options: readonly Option[]; // DEFAULT_DATABASE, SID, CHECK_POLICY ...
}

export interface AlterLogin extends StatementBase {
  readonly kind: 'alter_login';
  readonly name: NamedAt;
  readonly change:
    | { readonly kind: 'enable' | 'disable' | 'credential' }
    | {
        readonly kind: 'options';
        readonly options: readonly Option[];
        readonly newName?: NamedAt;
        readonly password: boolean;
      };
}

export interface CreateUser extends StatementBase {
  readonly kind: 'create_user';
  readonly name: NamedAt;
  readonly source: PrincipalSource; // default: no clause, so the login of the same name
  readonly defaultSchema?: Name;
  readonly options: readonly Option[];
}

export interface AlterUser extends StatementBase {
  readonly kind: 'alter_user';
  readonly name: NamedAt;
  readonly newName?: NamedAt;
  readonly login?: NamedAt;
  readonly defaultSchema?: Name;
  readonly options: readonly Option[];
}

/** CREATE ROLE, CREATE SERVER ROLE. */
export interface CreateRole extends StatementBase {
  readonly kind: 'create_role';
  readonly scope: 'database' | 'server';
  readonly name: NamedAt;
  readonly owner?: NamedAt;
}

export interface AlterRole extends StatementBase {
  readonly kind: 'alter_role';
  readonly scope: 'database' | 'server';
  readonly name: NamedAt;
  readonly change:
    | { readonly kind: 'add_member' | 'drop_member'; readonly member: NamedAt }
    | { readonly kind: 'rename'; readonly to: NamedAt };
}

export interface ApplicationRole extends StatementBase {
  readonly kind: 'create_application_role' | 'alter_application_role';
  readonly name: NamedAt;
  readonly newName?: NamedAt;
  readonly defaultSchema?: Name;
  /** PASSWORD = 'text'; null: it is set to what is not known. */
  readonly password?: string | null;
}

/** CREATE or ALTER of a credential, or a database scoped one. */
export interface Credential extends StatementBase {
  readonly kind: 'credential';
  readonly action: 'create' | 'alter';
  readonly scope: 'server' | 'database';
  readonly name: NamedAt;
}
